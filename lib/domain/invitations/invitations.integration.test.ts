import { expect, test } from "vitest";
import { db } from "@/lib/platform/db/client";
import { hashToken } from "@/lib/platform/token";
import * as build from "@/lib/testing/build";
import { runJobs } from "@/lib/testing/jobs";
import { linkIn, mailsTo } from "@/lib/testing/mailbox";
import { askForNewLink } from "./asking-again";
import { createInvitation } from "./commands";
import { findInvitation } from "./queries";

const invite = (userId: number) => db().$transaction((tx) => createInvitation(tx, userId, { userId: 0, name: "Ida" }));
const kept = (userId: number) => build.owner().invitation.findMany({ where: { userId }, orderBy: { id: "asc" } });

test("the token is kept only as a hash and is good for seven days", async () => {
  const person = await build.user(await build.organization(), { status: "invited" });
  const before = Date.now();

  const token = await invite(person.id);

  const [row] = await kept(person.id);
  expect(row).toMatchObject({ tokenHash: hashToken(token), usedAt: null });
  expect(JSON.stringify(row)).not.toContain(token);
  expect(Math.round((row!.expiresAt.getTime() - before) / 86_400_000)).toBe(7);
});

test("a new link ends the unused one before it, which can still ask for another, and leaves used ones as history", async () => {
  const person = await build.user(await build.organization(), { status: "invited" });
  const used = await invite(person.id);
  await build.owner().invitation.updateMany({ where: { userId: person.id }, data: { usedAt: new Date() } });
  const earlier = await invite(person.id);
  const last = await invite(person.id);

  expect((await kept(person.id)).map(({ tokenHash }) => tokenHash)).toEqual([used, earlier, last].map(hashToken));
  expect(await findInvitation(earlier)).toBeNull();
  expect(await findInvitation(last)).toMatchObject({ userId: person.id });
});

test("the invited person gets a mail with the link, and an earlier one that has not gone out is withdrawn", async () => {
  const home = await build.organization();
  const person = await build.user(home, { status: "invited" });
  await invite(person.id);

  const token = await invite(person.id);
  await runJobs("send-mail");

  const mails = await mailsTo(person);
  expect(mails.map(({ status }) => status)).toEqual(["suppressed", "sent"]);
  expect(mails[1]).toMatchObject({ subject: `Your invitation to ${home.name}` });
  expect(linkIn(mails[1]!)).toBe(`http://localhost:3000/invitation/${token}`);
  expect(mails[1]!.text).toContain("Ida invites you");
});

const longAgo = new Date(Date.now() - 60 * 60_000);
const age = (userId: number) => build.owner().mail.updateMany({ where: { userId }, data: { createdAt: longAgo } });

test("an expired link asks for a new one, which goes to the invited address; asking again at once sends nothing more", async () => {
  const person = await build.user(await build.organization(), { status: "invited" });
  const token = await invite(person.id);
  await build.owner().invitation.updateMany({ where: { userId: person.id }, data: { expiresAt: longAgo } });
  await runJobs("send-mail");
  await age(person.id);

  await askForNewLink({ token });
  await askForNewLink({ token });
  await runJobs("renew-invitation", "send-mail");
  await askForNewLink({ email: person.email.toUpperCase() });
  await runJobs("renew-invitation", "send-mail");

  const mails = await mailsTo(person);
  expect(mails.map(({ status }) => status)).toEqual(["sent", "sent"]);
  expect(await findInvitation(linkIn(mails[1]!).split("/").at(-1)!)).toMatchObject({ userId: person.id });
  expect(await build.owner().activity.count({ where: { recordId: person.id, action: "users.renew-invitation" } })).toBe(1);
});

test("no new link goes to who has joined, was deactivated, belongs to a deactivated partner, or is not known", async () => {
  const home = await build.organization();
  const [active, gone] = [await build.user(home), await build.user(home, { status: "deactivated" })];
  const suspended = await build.user(await build.organization(undefined, { status: "deactivated" }), { status: "invited" });
  for (const { email } of [active, gone, suspended, { email: "nobody-at-all@example.com" }]) await askForNewLink({ email });
  await askForNewLink({ token: "a-token-that-nobody-was-given" });

  await runJobs("renew-invitation", "send-mail");

  for (const person of [active, gone, suspended]) expect(await mailsTo(person)).toEqual([]);
});

test("whoever asks on and on gets five mails a day", async () => {
  const person = await build.user(await build.organization(), { status: "invited" });
  for (let times = 0; times < 8; times++) {
    await askForNewLink({ email: person.email });
    await runJobs("renew-invitation");
    await age(person.id);
  }

  expect(await mailsTo(person)).toHaveLength(5);
});
