import { beforeEach, expect, test, vi } from "vitest";
import { makeLink } from "@/lib/domain/links/one-time-link";
import { mailPurpose } from "@/lib/domain/mail/queue";
import { db } from "@/lib/platform/db/client";
import { hashPassword, isPassword } from "@/lib/platform/password";
import { unseal } from "@/lib/platform/seal";
import { browser, useBrowser } from "@/lib/testing/browser";
import * as build from "@/lib/testing/build";
import { runJobs } from "@/lib/testing/jobs";
import { createInvitation } from "@/lib/domain/invitations/commands";
import { acceptInvitation } from "./accept-invitation";
import { askForNewPassword } from "./forgotten-password";
import { denySignIn } from "./not-me";
import { openDenyLink, openResetLink } from "./open-link";
import { passFirstStep } from "./pipeline";
import { resetPassword } from "./reset-password";
import { openSession } from "./session";
import { checkPassword } from "./sign-in";

vi.mock("next/headers", async () => import("@/lib/testing/browser"));

const origin = { ip: "192.0.2.10", device: "Firefox" };
const old = "a long enough password";
const fresh = "seven green kites above";
const person = async (fields: object = {}) => build.user(await build.organization(), { passwordHash: await hashPassword(old), ...fields });
const mailsTo = async (userId: number, template: string) =>
  (await build.owner().mail.findMany({ where: { userId, template }, orderBy: { id: "asc" } })).map(({ sealed }) => JSON.parse(unseal(mailPurpose, sealed!)) as { path: string; change?: string });
const linkFor = (userId: number, purpose: "reset-password" | "not-me", sessionId?: number) => db().$transaction((tx) => makeLink(tx, { userId, purpose, minutes: 60, ...(sessionId ? { sessionId } : {}) }));
const stored = (id: number) => build.owner().user.findUniqueOrThrow({ where: { id }, select: { passwordHash: true } });
const withPassword = (token: string, password = fresh) => ({ token, password, repeat: password });
const actions = async (id: number) => (await build.owner().activity.findMany({ where: { recordId: id, recordType: "user" }, orderBy: { id: "asc" } })).map(({ action }) => action);

beforeEach(() => useBrowser(`198.51.100.${Math.ceil(Math.random() * 250)}`));

test("a known and an unknown address get the same answer and the same work; only the known one gets a mail", async () => {
  const { id, email } = await person();
  const nobody = `nobody-${id}@p.example`;

  expect(await askForNewPassword({ email })).toEqual({ email });
  expect(await askForNewPassword({ email: nobody })).toEqual({ email: nobody });
  await runJobs("mail-new-password-link");

  const [mail] = await mailsTo(id, "password-link");
  expect(mail!.path).toMatch(/^\/reset\/.{30,}$/);
  expect(await build.owner().mail.count({ where: { to: nobody } })).toBe(0);
  expect(await openResetLink(mail!.path.split("/").at(-1)!)).toMatchObject({ userId: id, email });
  expect(await actions(id)).toEqual(["users.ask-new-password"]);
});

test("the fourth request for an address has to wait, whether anybody has it or not", async () => {
  const { email } = await person();
  for (const address of [email, `no-${email}`]) {
    for (let asked = 0; asked < 3; asked++) await askForNewPassword({ email: address });
    await expect(askForNewPassword({ email: address })).rejects.toMatchObject({ code: "too-many" });
  }
});

test("people who are invited or deactivated get no link, and a newer link ends the one before", async () => {
  const invited = await person({ status: "invited" });
  const left = await person({ status: "deactivated" });
  for (const { email } of [invited, left]) await askForNewPassword({ email });
  await runJobs("mail-new-password-link");
  expect(await build.owner().oneTimeLink.count({ where: { userId: { in: [invited.id, left.id] } } })).toBe(0);

  const { id } = await person();
  const [first, second] = [await linkFor(id, "reset-password"), await linkFor(id, "reset-password")];
  expect([await openResetLink(first), (await openResetLink(second))?.userId]).toEqual([null, id]);
});

test("the link sets a new password once, ends every session, and leads on into the portal", async () => {
  const { id, email } = await person();
  await openSession(id, origin);
  const token = await linkFor(id, "reset-password");

  const tries = await Promise.allSettled(Array.from({ length: 50 }, () => resetPassword(withPassword(token))));

  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await isPassword((await stored(id)).passwordHash, fresh)).toBe(true);
  await expect(checkPassword(email, old, origin)).rejects.toMatchObject({ code: "signed-out" });
  expect(await build.owner().session.count({ where: { userId: id } })).toBe(1);
  expect((await actions(id)).filter((action) => action === "users.set-password")).toHaveLength(1);
  expect((await mailsTo(id, "account-changed")).map(({ change }) => change)).toEqual(["password-changed"]);
});

test("a weak password changes nothing and leaves the link good; a second factor is still asked for", async () => {
  const { id } = await person();
  await build.owner().totpFactor.create({ data: { userId: id, name: "Phone", sealedSecret: "-", createdAt: new Date(), confirmedAt: new Date() }, select: { id: true } });
  const token = await linkFor(id, "reset-password");

  await expect(resetPassword(withPassword(token, "Password12345678"))).rejects.toMatchObject({ code: "invalid", fields: { password: expect.stringContaining("guessed first") } });
  expect(await isPassword((await stored(id)).passwordHash, old)).toBe(true);
  expect(await resetPassword(withPassword(token))).toEqual({ href: "/sign-in/verify" });
  expect(browser.cookies.has("portico.session")).toBe(false);
});

test("a link that is over, of another purpose or made up is not good", async () => {
  const { id } = await person();
  const [late, other] = [await linkFor(id, "reset-password"), await linkFor(id, "not-me")];
  await build.owner().oneTimeLink.updateMany({ where: { userId: id, purpose: "reset-password" }, data: { expiresAt: new Date(Date.now() - 1) } });

  for (const token of [late, other, "made-up-made-up-made-up"]) await expect(resetPassword(withPassword(token))).rejects.toMatchObject({ code: "not-found" });
});

test("saying that it was somebody else ends all sessions and the password, tells administrators, and leads to a new password", async () => {
  const partner = await build.organization();
  const administrator = await build.user(partner);
  const reader = await build.user(partner);
  await build.grant({ user: administrator }, await build.role(partner, ["users.end-sessions"]));
  await build.grant({ user: reader }, await build.role(partner, ["users.view"]));
  const { id } = await build.user(partner, { passwordHash: await hashPassword(old) });
  await passFirstStep({ userId: id, method: "password" });
  const session = await build.owner().session.findFirstOrThrow({ where: { userId: id }, select: { id: true } });
  const token = await linkFor(id, "not-me", session.id);

  expect(await openDenyLink(token)).toMatchObject({ userId: id, sessionId: session.id });
  const tries = await Promise.allSettled(Array.from({ length: 50 }, () => denySignIn({ token })));
  const done = tries.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));

  expect(done).toHaveLength(1);
  expect(await build.owner().session.count({ where: { userId: id } })).toBe(0);
  expect((await stored(id)).passwordHash).toBeNull();
  expect(await openResetLink(done[0]!.href.split("/").at(-1)!)).toMatchObject({ userId: id });
  expect(await mailsTo(administrator.id, "sign-in-denied")).toHaveLength(1);
  expect(await mailsTo(reader.id, "sign-in-denied")).toEqual([]);
  expect((await actions(id)).filter((action) => action === "sign-in.deny")).toHaveLength(1);
});

test("a sign-in is told as its owner chose, never the first of an account, and the link in the mail ends that session", async () => {
  const told = async (choice: "off" | "new" | "every") => {
    const { id } = await person();
    await build.owner().user.update({ where: { id }, data: { signInMail: choice, lastSignInAt: null }, select: { id: true } });
    useBrowser();
    for (let round = 0; round < 3; round++) await passFirstStep({ userId: id, method: "password" });
    useBrowser("203.0.113.9", "Safari");
    await passFirstStep({ userId: id, method: "password" });
    return { id, mails: await mailsTo(id, "signed-in") };
  };

  expect((await told("off")).mails).toEqual([]);
  expect((await told("every")).mails).toHaveLength(3);
  const { id, mails } = await told("new");
  expect(mails).toHaveLength(1);
  expect(mails[0]).toMatchObject({ isNewDevice: true, device: "Safari", ip: "203.0.113.9" });
  expect(await openDenyLink(mails[0]!.path.split("/").at(-1)!)).toMatchObject({ userId: id, sessionId: expect.any(Number) });
});

test("fifty at once with one invitation: exactly one is let in, and it is taken for good", async () => {
  const { id } = await build.user(await build.organization(), { status: "invited" });
  const token = await db().$transaction((tx) => createInvitation(tx, id, null));
  const accept = () => acceptInvitation({ name: "Ida", ...withPassword(token) });

  const tries = await Promise.allSettled(Array.from({ length: 50 }, accept));

  expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(tries.flatMap((each) => (each.status === "rejected" ? [(each.reason as { code: string }).code] : [])).filter((code) => code !== "not-found")).toEqual([]);
  expect(await build.owner().session.count({ where: { userId: id } })).toBe(1);
  expect((await actions(id)).filter((action) => action === "users.join")).toHaveLength(1);
  await expect(accept()).rejects.toMatchObject({ code: "not-found" });
});
