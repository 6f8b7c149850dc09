import { beforeAll, expect, test } from "vitest";
import { roleTemplates } from "@/lib/access/templates";
import { openSession, viewerOfSession } from "@/lib/auth/session";
import * as build from "@/lib/testing/build";
import { mailsTo } from "@/lib/testing/mailbox";
import { ownDatabase } from "@/lib/testing/own-database";
import { setIdlePolicy } from "./commands";
import { endExpiredPeople, judgeIdlePeople } from "./judging";
import { countNearEnd, getIdlePolicy, nearEndOf } from "./queries";
import { setIdlePolicyInput } from "./schema";

// The rules judge everybody, so these tests have a database of their own.
beforeAll(() => ownDatabase("lapsing"));

const day = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * day);
const ownerRights = roleTemplates.find(({ key }) => key === "partner-owner")!.permissions;

async function partnerWith(idleDays: number | null) {
  const partner = await build.organization();
  await build.owner().organization.update({ where: { id: partner.id }, data: { idleDays } });
  return partner;
}

type Ages = { created?: number; signedIn?: number | null; warned?: number | null; back?: number | null };

async function somebody(home: { id: number }, { created = 400, signedIn = null, warned = null, back = null }: Ages, fields = {}) {
  const person = await build.user(home, { passwordHash: "x", ...fields });
  const at = (days: number | null) => (days === null ? null : ago(days));
  await build.owner().user.update({ where: { id: person.id }, data: { createdAt: ago(created), lastSignInAt: at(signedIn), idleWarnedAt: at(warned), reactivatedAt: at(back) } });
  return person;
}

async function judged() {
  const warnings: number[] = [];
  const lapsed = await judgeIdlePeople((_, { userId }) => Promise.resolve(void warnings.push(userId)));
  return { ...lapsed, warnings };
}

const told = async (person: { email: string }) => (await mailsTo(person)).at(-1)?.text;
const statusOf = async (id: number) => (await build.owner().user.findUniqueOrThrow({ where: { id } })).status;

test("whoever has not come for long is warned once, and deactivated after the warning's days; signs of life start it anew", async () => {
  const partner = await partnerWith(90);
  const never = await somebody(partner, {});
  const invited = await somebody(partner, {}, { status: "invited" });
  const lately = await somebody(partner, { signedIn: 10 });
  const soon = await somebody(partner, { signedIn: 84 });
  const back = await somebody(partner, { back: 3 });
  const byToken = await somebody(partner, {});
  await build.owner().apiToken.create({ data: { userId: byToken.id, name: "script", tokenHash: "lapsing", lastUsedAt: ago(1) } });
  const came = await somebody(partner, { signedIn: 2, warned: 8 });
  const elsewhere = await somebody(await partnerWith(null), {});

  const first = await judged();
  expect(first.warnings.sort((a, b) => a - b)).toEqual([never.id, invited.id, soon.id]);
  expect(await judged()).toMatchObject({ warned: 0, deactivated: 0 });

  await build.owner().user.updateMany({ where: { id: { in: [never.id, invited.id, soon.id] } }, data: { idleWarnedAt: ago(7.1) } });
  expect(await judged()).toMatchObject({ warned: 0, deactivated: 2 });
  expect(await Promise.all([never, invited].map(({ id }) => statusOf(id)))).toEqual(["deactivated", "deactivated"]);
  for (const { id } of [soon, lately, back, byToken, came, elsewhere]) expect(await statusOf(id)).toBe("active");
  expect(await build.owner().activity.findFirst({ where: { recordId: never.id, action: "users.deactivate" } })).toMatchObject({ actorId: null, actorName: "Portico", via: "rule for idle accounts" });
});

test("the end ends the keys as well, and never comes before the warning's days are over", async () => {
  const partner = await partnerWith(30);
  const warnedLate = await somebody(partner, { signedIn: 200, warned: 2 });
  const over = await somebody(partner, { signedIn: 200, warned: 8 });
  const origin = { ip: null, device: null };
  const session = await openSession(over.id, origin);
  await build.owner().session.updateMany({ where: { userId: over.id }, data: { createdAt: ago(100), lastSeenAt: ago(100) } });

  expect(await judged()).toMatchObject({ deactivated: 1 });
  expect([await statusOf(warnedLate.id), await statusOf(over.id)]).toEqual(["active", "deactivated"]);
  expect(await viewerOfSession(session, origin)).toBeNull();
  expect(await build.owner().session.count({ where: { userId: over.id } })).toBe(0);
  expect(await told(over)).toContain("Nobody has signed in to your account for a long time");
});

test("of a partner's rule and one above the stricter counts; people of a deactivated partner are left alone; the last with full access stays", async () => {
  const above = await partnerWith(30);
  const below = await build.organization(above);
  await build.owner().organization.update({ where: { id: below.id }, data: { idleDays: 300 } });
  const strict = await somebody(below, { signedIn: 60, warned: 10 });
  const shut = await build.organization(above, { status: "deactivated" });
  const suspended = await somebody(shut, { signedIn: 60, warned: 10 });
  const lone = await build.organization(above);
  const keeper = await somebody(lone, { signedIn: 60, warned: 10 });
  await build.grant({ user: keeper }, await build.role(lone, ownerRights));

  expect(await judged()).toMatchObject({ deactivated: 1, kept: 1 });
  expect(await Promise.all([strict, suspended, keeper].map(({ id }) => statusOf(id)))).toEqual(["deactivated", "active", "active"]);
});

test("accounts whose last day is over end by the same function, so that no key of theirs comes to life with a later day", async () => {
  const partner = await partnerWith(null);
  const over = await somebody(partner, { signedIn: 1 }, { expiresAt: ago(0.1) });
  const soon = await somebody(partner, { signedIn: 1 }, { expiresAt: new Date(Date.now() + day) });
  await openSession(over.id, { ip: null, device: null });

  expect(await endExpiredPeople()).toEqual({ warned: 0, deactivated: 1, kept: 0 });
  expect([await statusOf(over.id), await statusOf(soon.id)]).toEqual(["deactivated", "active"]);
  expect(await build.owner().session.count({ where: { userId: over.id } })).toBe(0);
  expect(await told(over)).toContain("The last day of your account is over");
});

test("a person's page knows that their end is near, for those who may open the person, and not before", async () => {
  const partner = await partnerWith(90);
  const near = await somebody(partner, { signedIn: 85 });
  const fresh = await somebody(partner, { signedIn: 5 });
  const [admin, stranger] = [await build.person(partner, ["users.view"]), await build.person(await build.organization(), ["users.view"])];

  const found = await nearEndOf(admin, near.id);
  expect([found?.idleDays, found?.isWarned, Math.abs(found!.lastSeen.getTime() - ago(85).getTime()) < day, found!.endsAt > new Date()]).toEqual([90, false, true, true]);
  expect(await nearEndOf(admin, fresh.id)).toBeNull();
  expect(await nearEndOf(stranger, near.id)).toBeNull();
});

test("the rule is set by those who may, read by those who may open the partner, and hidden from strangers", async () => {
  const partner = await partnerWith(null);
  const [admin, reader, stranger] = [await build.person(partner, ["settings.edit", "users.list"]), await build.person(partner, ["organizations.view"]), await build.person(await build.organization(), ["settings.edit", "users.list"])];
  await somebody(partner, {});
  const input = setIdlePolicyInput.parse({ organizationId: partner.id, version: 1, idleDays: "90", idleWarningDays: "14" });

  await expect(setIdlePolicy(reader, input)).rejects.toMatchObject({ code: "refused" });
  await expect(setIdlePolicy(stranger, input)).rejects.toMatchObject({ code: "not-found" });
  await setIdlePolicy(admin, input);
  expect(await getIdlePolicy(admin, partner.id)).toMatchObject({ idleDays: 90, idleWarningDays: 14, version: 2, canEdit: true, above: null });
  expect(await getIdlePolicy(reader, partner.id)).toMatchObject({ idleDays: 90, canEdit: false });
  expect(await countNearEnd(admin, partner.id)).toEqual({ unwarned: 1, warned: 0 });
  await expect(getIdlePolicy(stranger, partner.id)).rejects.toMatchObject({ code: "not-found" });
  await expect(setIdlePolicy(admin, { ...input, idleDays: 60 })).rejects.toMatchObject({ code: "stale" });
  expect(setIdlePolicyInput.safeParse({ ...input, idleDays: "20", idleWarningDays: "20" }).error?.issues[0]?.path).toEqual(["idleWarningDays"]);
  expect(setIdlePolicyInput.safeParse({ ...input, idleDays: "3", idleWarningDays: "1" }).success).toBe(false);
});
