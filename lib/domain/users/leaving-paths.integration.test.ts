import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { permissions } from "@/lib/access/permissions";
import { setActive } from "@/lib/domain/owner/people";
import { deactivateRoute } from "@/app/api/v1/users/calls";
import { openSession, viewerOfSession, viewerOfToken } from "@/lib/auth/session";
import { importBundle } from "@/lib/domain/bundles/import";
import { findInvitation } from "@/lib/domain/invitations/queries";
import { judgeIdlePeople } from "@/lib/domain/lapsing/judging";
import { offboardUser } from "@/lib/domain/offboarding/commands";
import { deactivateOrganization } from "@/lib/domain/organizations/commands";
import { db } from "@/lib/platform/db/client";
import { hashToken, newApiToken } from "@/lib/platform/token";
import { apiRequest, apiToken } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";
import { bring, run } from "@/lib/testing/import-file";
import { mailsTo } from "@/lib/testing/mailbox";
import { createInvitation } from "../invitations/commands";
import { deactivateUsers } from "./bulk";
import { deactivateUser, reactivateUser } from "./commands";

const origin = { ip: null, device: null };
const rights = ["users.list", "users.view", "users.edit", "users.invite", "users.deactivate", "users.set-expiry", "organizations.deactivate", "imports.run"] as const;

type Leaver = { id: number; email: string; name: string; partner: { id: number; name: string; key: string } };
type Way = { go: (leaver: Leaver, admin: Awaited<ReturnType<typeof build.person>>) => Promise<unknown>; state: "deactivated" | "active"; keysEnd: boolean };

async function importedFile(leaver: Leaver, admin: Parameters<Way["go"]>[1]): Promise<void> {
  const text = `E-mail,Name,Status\n${leaver.email},${leaver.name},Deactivated\n`;
  await run(admin, await bring(admin, text, "users"));
}

async function importedBundle({ email, name, partner }: Leaver): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "portico-leaving-"));
  writeFileSync(join(folder, "user.ndjson"), JSON.stringify({ kind: "user", key: email, name, organization: partner.key, status: "deactivated" }));
  await importBundle(folder);
  rmSync(folder, { recursive: true });
}

async function sent({ id }: Leaver, admin: Parameters<Way["go"]>[1]): Promise<void> {
  const call = { method: "POST", token: await apiToken(admin), headers: { "Idempotency-Key": randomUUID() } };
  const { status } = await deactivateRoute(apiRequest(`/users/${id}/deactivate`, call), { params: Promise.resolve({ record: String(id) }) });
  expect(status).toBe(200);
}

async function idle({ id, partner }: Leaver): Promise<void> {
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  await build.owner().organization.update({ where: { id: partner.id }, data: { idleDays: 30, idleWarningDays: 7 }, select: { id: true } });
  await build.owner().user.update({ where: { id }, data: { createdAt: daysAgo(100), lastSignInAt: daysAgo(60), idleWarnedAt: daysAgo(10) }, select: { id: true } });
  await build.owner().session.updateMany({ where: { userId: id }, data: { lastSeenAt: daysAgo(60), createdAt: daysAgo(60) } });
  await build.owner().apiToken.updateMany({ where: { userId: id }, data: { lastUsedAt: null } });
  await judgeIdlePeople(() => Promise.resolve());
}

/** Every way in which a person comes to be out. Where only the clock or a partner above says so, their keys lie there and open nothing. */
const ways: Record<string, Way> = {
  "the screen": { go: ({ id }, admin) => deactivateUser(admin, { userId: id }), state: "deactivated", keysEnd: true },
  "several at once": { go: ({ id }, admin) => deactivateUsers(admin, { users: [id] }), state: "deactivated", keysEnd: true },
  "the REST API": { go: sent, state: "deactivated", keysEnd: true },
  "a file": { go: importedFile, state: "deactivated", keysEnd: true },
  "a bundle": { go: importedBundle, state: "deactivated", keysEnd: true },
  "the command line": { go: ({ email }) => setActive(email, false), state: "deactivated", keysEnd: true },
  "offboarding": { go: ({ id }, admin) => offboardUser(admin, { userId: id }), state: "deactivated", keysEnd: true },
  "the rule for idle accounts": { go: idle, state: "deactivated", keysEnd: true },
  "the last day": { go: ({ id }) => build.owner().user.updateMany({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } }), state: "active", keysEnd: false },
  "a partner above": { go: ({ partner }, admin) => deactivateOrganization(admin, { organizationId: partner.id }), state: "active", keysEnd: false },
};

test.each(Object.entries(ways))("whoever is out by %s is out at once, with every key they had", async (_, { go, state, keysEnd }) => {
  const above = await build.organization();
  const partner = await build.organization(above);
  const admin = await build.person(above, rights);
  const person = await build.user(partner, { passwordHash: "x" });
  await build.grant({ user: person }, await build.role(partner, ["customers.view"]));
  const session = await openSession(person.id, origin);
  const token = newApiToken();
  await build.owner().apiToken.create({ data: { userId: person.id, name: "script", tokenHash: hashToken(token) } });
  expect([await viewerOfSession(session, origin), await viewerOfToken(token, origin)]).toEqual([expect.anything(), expect.anything()]);

  await go({ ...person, partner }, admin);

  expect([await viewerOfSession(session, origin), await viewerOfToken(token, origin)]).toEqual([null, null]);
  const left = await build.owner().user.findUniqueOrThrow({ where: { id: person.id }, select: { status: true, sessions: true, tokens: { where: { revokedAt: null } } } });
  expect(left.status).toBe(state);
  expect([left.sessions.length, left.tokens.length]).toEqual(keysEnd ? [0, 0] : [1, 1]);
  const told = (await mailsTo(person)).map(({ template, subject }) => `${template}: ${subject}`);
  expect(told).toEqual(keysEnd ? ["account-changed: Your account was deactivated"] : []);
});

/** The ways that somebody takes; the clock and a partner above are no deeds against one person. */
const deeds = Object.entries(ways).filter(([, { keysEnd }]) => keysEnd);

test.each(deeds)("the last person with full access stays by %s, and goes when there is another", async (_, { go }) => {
  const above = await build.organization();
  const partner = await build.organization(above);
  const admin = await build.person(above, rights);
  const everything = await build.role(partner, permissions.map(({ key }) => key));
  const last = await build.user(partner, { passwordHash: "x" });
  await build.grant({ user: last }, everything);
  const leave = () => go({ ...last, partner }, admin).catch(() => undefined);
  const state = async () => (await build.owner().user.findUniqueOrThrow({ where: { id: last.id }, select: { status: true } })).status;

  await leave();
  expect(await state()).toBe("active");

  await build.grant({ user: await build.user(partner, { passwordHash: "x" }) }, everything);
  await leave();
  expect(await state()).toBe("deactivated");
});

test("whoever comes back is told; whoever had never come gets a link and no word of an account", async () => {
  const partner = await build.organization();
  const admin = await build.person(partner, rights);
  const [person, invited] = [await build.user(partner, { passwordHash: "x" }), await build.user(partner, { status: "invited" })];
  for (const { id } of [person, invited]) {
    await deactivateUser(admin, { userId: id });
    await reactivateUser(admin, { userId: id });
  }

  expect((await mailsTo(person)).map(({ subject }) => subject)).toEqual(["Your account was deactivated", "Your account is active again"]);
  expect((await mailsTo(invited)).map(({ template }) => template)).toEqual(["invitation"]);
});

test("an invitation that was not used yet ends with its person", async () => {
  const partner = await build.organization();
  const admin = await build.person(partner, rights);
  const invited = await build.user(partner, { status: "invited" });
  const link = await db().$transaction((tx) => createInvitation(tx, invited.id, admin.facts));
  expect(await findInvitation(link)).not.toBeNull();

  await deactivateUser(admin, { userId: invited.id });

  expect(await findInvitation(link)).toBeNull();
});

test("a file says active and deactivated, and brings nobody to life who never came", async () => {
  const partner = await build.organization();
  const admin = await build.person(partner, rights);
  const back = await build.user(partner, { status: "deactivated", passwordHash: "x" });
  const invited = await build.user(partner, { status: "invited" });
  const text = `E-mail,Name,Status\n${back.email},${back.name},active\n${invited.email},${invited.name},active\nnew@x.example,New,deactivated\n${admin.facts.email},${admin.facts.name},deactivated\nelse@x.example,Else,gone\n`;
  const id = await bring(admin, text, "users");

  const { outcomes, problems } = await build.owner().importChunk.findFirstOrThrow({ where: { importId: id } });
  const judged = outcomes.map((outcome, at) => ({ outcome, problem: (problems as Record<string, string>)[at] ?? null }));
  expect(judged).toEqual([
    { outcome: "changed", problem: null },
    { outcome: "unchanged", problem: null },
    { outcome: "wrong", problem: expect.stringContaining("nobody to deactivate") as string },
    { outcome: "wrong", problem: expect.stringContaining("You cannot deactivate yourself") as string },
    { outcome: "wrong", problem: "Status: Write active or deactivated, or leave it empty." },
  ]);
});
