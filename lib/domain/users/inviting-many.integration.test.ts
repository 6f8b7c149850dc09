import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import * as build from "@/lib/testing/build";
import { runJobs } from "@/lib/testing/jobs";
import { mailsTo } from "@/lib/testing/mailbox";
import { inviteMany } from "./inviting-many";
import { inviteManyInput } from "./schema";

const rights = ["users.invite", "users.view", "grants.give", "groups.manage-members", "groups.view", "customers.list", "customers.edit", "roles.list"] as const;
const invite = (viewer: Viewer, fields: Record<string, unknown>) => inviteMany(viewer, inviteManyInput.parse(fields));
const address = (word: string) => `${word}-${randomUUID().slice(0, 8)}@example.com`;
const stored = (email: string) => build.owner().user.findUnique({ where: { email }, include: { grants: true } });

test("everybody of a list gets an account with the same home and access, and a mail with a link of their own", async () => {
  const partner = await build.organization();
  const owner = await build.person(partner, rights);
  const role = await build.role(partner, ["customers.list"]);
  const [mia, jon] = [address("mia"), address("jon")];

  const outcome = await invite(owner, { organizationId: partner.id, people: `Mia Berg <${mia.toUpperCase()}>\n${jon}, ${jon}`, roleId: role.id, jobRole: "sales" });
  await runJobs("send-mail");

  expect(outcome).toMatchObject({ invited: [{ name: "Mia Berg", email: mia }, { email: jon }], again: [], known: [], message: "2 people are invited." });
  for (const email of [mia, jon]) {
    expect(await stored(email)).toMatchObject({ status: "invited", organizationId: partner.id, jobRole: "sales", grants: [{ roleId: role.id, scopeKind: "direct", scopeRef: partner.id }] });
    expect(await mailsTo({ email })).toMatchObject([{ template: "invitation", status: "sent" }]);
  }
});

test("an address that has an account is named or sent a new link, and never doubled", async () => {
  const partner = await build.organization();
  const owner = await build.person(partner, rights);
  const stranger = await build.organization();
  const [active, waiting] = [await build.user(partner), await build.user(partner, { status: "invited" })];
  const [hidden, hiddenWaiting] = [await build.user(stranger), await build.user(stranger, { status: "invited" })];
  const fresh = address("new");

  const outcome = await invite(owner, { organizationId: partner.id, people: [active, waiting, hidden, hiddenWaiting, { email: fresh }].map(({ email }) => email).join("\n") });

  expect(outcome.invited.map(({ email }) => email)).toEqual([fresh]);
  expect(outcome.again.map(({ email }) => email)).toEqual([waiting.email]);
  expect(outcome.known).toEqual([active.email, hidden.email, hiddenWaiting.email]);
  expect(await mailsTo(waiting)).toHaveLength(1);
  for (const person of [active, hidden, hiddenWaiting]) expect(await mailsTo(person)).toEqual([]);
});

test("every line that is no address is named at once, and nobody is invited", async () => {
  const partner = await build.organization();
  const owner = await build.person(partner, rights);
  const good = address("good");

  const refusal = invite(owner, { organizationId: partner.id, people: `${good}\nnobody\na@b@example.com` });

  await expect(refusal).rejects.toMatchObject({ code: "invalid", fields: { people: expect.stringMatching(/nobody.*line 2.*a@b@example\.com.*line 3/) } });
  expect(await stored(good)).toBeNull();
});

test("what may not be given to one is given to none, and a home that is not the viewer's takes nobody", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, rights);
  const strong = await build.role(partner, ["customers.delete"]);
  const people = [address("a"), address("b")];

  await expect(invite(viewer, { organizationId: partner.id, people: people.join(), roleId: strong.id })).rejects.toMatchObject({ code: "refused" });
  await expect(invite(viewer, { organizationId: (await build.organization()).id, people: people.join() })).rejects.toMatchObject({ code: "invalid" });
  await expect(invite(await build.person(partner, ["users.view"]), { organizationId: partner.id, people: people.join() })).rejects.toMatchObject({ permission: "users.invite" });
  await expect(invite(viewer, { organizationId: partner.id, people: Array.from({ length: 101 }, (_, n) => address(`n${n}`)).join() })).rejects.toMatchObject({ code: "invalid" });

  for (const email of people) {
    expect(await stored(email)).toBeNull();
    expect(await mailsTo({ email })).toEqual([]);
  }
});
