import { afterEach, expect, test, vi } from "vitest";
import { can } from "@/lib/access/decide";
import { permissions, type Permission } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { closeSession, openSession, viewerOfSession, viewerOfToken } from "@/lib/auth/session";
import { change } from "@/lib/domain/access/change";
import { listOwnActivity } from "@/lib/domain/account/history";
import { ownActivityList } from "@/lib/domain/account/schema";
import { listActivity } from "@/lib/domain/activity/queries";
import { recordRefusal } from "@/lib/domain/activity/refusal";
import { activityList } from "@/lib/domain/activity/schema";
import { exportCustomers } from "@/lib/domain/customers/export";
import { customerHistory } from "@/lib/domain/customers/history";
import { listCustomers } from "@/lib/domain/customers/queries";
import { customerList } from "@/lib/domain/customers/schema";
import { suspendCustomer } from "@/lib/domain/customers/commands";
import { ownDeeds } from "@/lib/domain/home/own";
import { apiToken } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";
import { stopViewing } from "./active";
import { startViewing } from "./commands";
import { dismissViewings, viewingsOfMe } from "./own";
import { startViewingInput } from "./schema";

const origin = { ip: "192.0.2.1", device: "Test" };
const looking: Permission[] = ["customers.suspend", "customers.export", "users.view-as", "users.edit", "organizations.view"];
const reason = "Helping with a question";

afterEach(() => void vi.useRealTimers());

/** An administrator of a partner with an open browser, and a member of it who sees one of its customers. */
async function place() {
  const partner = await build.organization();
  const [own, other] = [await build.customer(partner), await build.customer(partner)];
  const admin = await build.person(partner, looking, { kind: "subtree", ref: partner.id, fields: { name: "Ada Admin" } });
  const member = await build.person(partner, ["customers.suspend", "roles.view"], { fields: { name: "Mo Member" } });
  await build.owner().grant.updateMany({ where: { userId: member.facts.userId }, data: { scopeKind: "customers" } });
  const { id: grantId } = await build.owner().grant.findFirstOrThrow({ where: { userId: member.facts.userId }, select: { id: true } });
  await build.owner().grantCustomer.create({ data: { grantId, customerId: own.id } });
  const token = await openSession(admin.facts.userId, origin);
  const seen = async () => (await viewerOfSession(token, origin))!;
  const look = async () => startViewing(await seen(), { userId: member.facts.userId, reason });
  return { partner, own, other, admin, member, token, seen, look };
}

const customersOf = async (viewer: Viewer) => (await listCustomers(viewer, customerList.parse({}))).rows.map(({ id }) => id);
const log = (recordId: number) => build.owner().activity.findMany({ where: { recordType: "user", recordId, action: { contains: "view-as" } }, orderBy: { id: "asc" } });

test("whoever views as somebody reads what both may and nothing else, and can change nothing", async () => {
  const { own, member, seen, look } = await place();
  await look();
  const viewer = await seen();

  expect(viewer).toMatchObject({ facts: { userId: member.facts.userId, name: "Mo Member" }, via: null, viewing: { by: { name: "Ada Admin" }, reason } });
  expect(await customersOf(viewer)).toEqual([own.id]);
  expect(can(viewer, "roles.view"), "the administrator has no such right").toBe(false);
  expect(permissions.filter(({ key, kind }) => kind === "write" && can(viewer, key))).toEqual([]);
  const refusal = { code: "refused", message: "You are viewing as Mo Member: nothing can be changed." };
  await expect(suspendCustomer(viewer, { customerId: own.id, version: 1 } as Parameters<typeof suspendCustomer>[1])).rejects.toMatchObject(refusal);
  await expect(change(viewer, async () => undefined)).rejects.toMatchObject(refusal);
  await expect(startViewing(viewer, { userId: member.facts.userId, reason })).rejects.toMatchObject({ code: "refused" });
});

test("start and stop are logged with both names, and the person is told", async () => {
  const { admin, member, seen, look } = await place();
  await look();
  await expect(viewingsOfMe(await seen())).resolves.toEqual([]);
  expect(await stopViewing(await seen())).toBe(member.facts.userId);
  expect(await seen()).toMatchObject({ facts: { userId: admin.facts.userId }, via: null });

  expect(await log(member.facts.userId)).toMatchObject([
    { action: "users.view-as", actorId: admin.facts.userId, actorName: "Ada Admin", recordName: "Mo Member", outcome: "done", after: { reason } },
    { action: "users.end-view-as", actorId: admin.facts.userId, actorName: "Ada Admin", recordName: "Mo Member" },
  ]);
  const me = await build.viewer({ id: member.facts.userId });
  expect(await viewingsOfMe(me, "new")).toMatchObject([{ by: "Ada Admin", reason, isNew: true, endedAt: expect.any(Date) as Date }]);
  await dismissViewings(me);
  expect(await viewingsOfMe(me, "new")).toEqual([]);
  expect(await viewingsOfMe(me)).toMatchObject([{ by: "Ada Admin", isNew: false }]);
});

test("what is logged meanwhile is the doing of whoever looks, and names whose eyes they are: in the log, the history of the customer and one's own", async () => {
  const { own, partner, admin, member, seen, look } = await place();
  await build.grant({ user: { id: member.facts.userId } }, await build.role(partner, ["customers.export"]), { kind: "customers", customers: [own] });
  await look();
  const viewer = await seen();
  for await (const line of await exportCustomers(viewer, customerList.parse({}))) expect(line).not.toBe("");
  await recordRefusal(viewer, "customers.suspend", { customerId: own.id });

  const names = { actorId: admin.facts.userId, actorName: "Ada Admin", viewingAsId: member.facts.userId, viewingAsName: "Mo Member", via: null };
  const reader = await build.person(partner, ["activity.view", "customers.view"], { kind: "subtree", ref: partner.id });
  const { rows } = await listActivity(reader, activityList.parse({ person: String(admin.facts.userId) }));
  expect(rows.map(({ action, outcome }) => [action, outcome])).toEqual([["customers.suspend", "refused"], ["customers.export", "done"], ["users.view-as", "done"]]);
  expect(rows.slice(0, 2)).toMatchObject([names, names]);
  expect(rows[2]).toMatchObject({ actorName: "Ada Admin", viewingAsId: null, viewingAsName: null, recordName: "Mo Member" });
  expect(await customerHistory(reader, own.id)).toMatchObject([{ who: "Ada Admin", note: "viewing as Mo Member, from 192.0.2.1", refused: true }]);

  const [mine, theirs] = [await build.viewer({ id: admin.facts.userId }), await build.viewer({ id: member.facts.userId })];
  const deedsOf = async (who: Viewer) => (await listOwnActivity(who, ownActivityList.parse({}))).rows.map(({ what }) => what);
  expect(await deedsOf(mine)).toEqual(["Tried: Suspend and reconnect customers, viewing as Mo Member", "Exported, viewing as Mo Member", "Viewed as"]);
  expect(await deedsOf(theirs)).toEqual([]);
  expect(await ownDeeds(theirs)).toEqual([]);
});

test("a row that names whose eyes were looked with is under its hash with both names", async () => {
  const { own, seen, look, member } = await place();
  await look();
  await recordRefusal(await seen(), "customers.suspend", { customerId: own.id });
  const altered = await build.owner().$queryRaw<{ intact: boolean; altered: boolean }[]>`
    SELECT a.hash = activity_hash(a) AS intact, a.hash = activity_hash(jsonb_populate_record(a, '{"viewing_as_name": "Nobody"}')) AS altered FROM activities a WHERE a.viewing_as_id = ${member.facts.userId}`;
  expect(altered).toEqual([{ intact: true, altered: false }]);
});

test("it ends by itself after thirty minutes, and that is logged once", async () => {
  const { admin, member, seen, look } = await place();
  await look();
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 29 * 60_000 });
  expect((await seen()).viewing).toBeDefined();
  vi.setSystemTime(Date.now() + 61_000);
  const answers = await Promise.all([seen(), seen(), seen()]);
  expect(answers.map(({ facts, viewing }) => [facts.userId, viewing])).toEqual(answers.map(() => [admin.facts.userId, undefined]));
  expect((await log(member.facts.userId)).map(({ action }) => action)).toEqual(["users.view-as", "users.end-view-as"]);
});

test.each([
  ["the person is deactivated", (_admin: number, member: number) => build.owner().user.update({ where: { id: member }, data: { status: "deactivated" } })],
  ["the viewer loses the right", (admin: number) => build.owner().grant.deleteMany({ where: { userId: admin } })],
])("it ends on the next request when %s", async (_, lose) => {
  const { admin, member, seen, look } = await place();
  await look();
  expect((await seen()).viewing).toBeDefined();
  await lose(admin.facts.userId, member.facts.userId);
  expect(await seen()).toMatchObject({ facts: { userId: admin.facts.userId } });
  expect((await seen()).viewing).toBeUndefined();
});

test("what either of the two loses is gone on the next request", async () => {
  const { own, member, seen, look, partner } = await place();
  await look();
  expect(await customersOf(await seen())).toEqual([own.id]);
  await build.owner().grantCustomer.deleteMany({ where: { customerId: own.id } });
  expect(await customersOf(await seen())).toEqual([]);
  await build.grant({ user: { id: member.facts.userId } }, await build.role(partner, ["organizations.view"]));
  expect(can(await seen(), "organizations.view")).toBe(true);
});

test("nobody views as themselves, as somebody hidden, deactivated or without the right, nor by a token", async () => {
  const { partner, admin, member, seen } = await place();
  const viewer = await seen();
  const start = (userId: number, as = viewer) => startViewing(as, { userId, reason });
  await expect(start(admin.facts.userId)).rejects.toMatchObject({ code: "conflict" });
  const far = await build.user(await build.organization());
  await expect(start(far.id)).rejects.toMatchObject({ code: "not-found" });
  await expect(start(999_999_999)).rejects.toMatchObject({ code: "not-found" });
  const gone = await build.user(partner, { status: "deactivated" });
  await expect(start(gone.id)).rejects.toMatchObject({ code: "conflict" });
  const reader = await build.person(partner, ["users.view"]);
  await expect(start(member.facts.userId, { ...reader, session: 1 })).rejects.toMatchObject({ code: "refused", permission: "users.view-as" });
  const token = await viewerOfToken(await apiToken(admin), origin);
  await expect(start(member.facts.userId, token!)).rejects.toMatchObject({ code: "refused" });
  expect(await log(member.facts.userId)).toEqual([]);
});

test("a reason is asked for", () => {
  expect(startViewingInput.safeParse({ userId: "3", reason: "  hm " }).error?.issues[0]?.path).toEqual(["reason"]);
  expect(startViewingInput.safeParse({ userId: "3", reason: " A ticket of theirs " }).data).toEqual({ userId: 3, reason: "A ticket of theirs" });
});

test("signing out ends it too", async () => {
  const { member, look, token } = await place();
  await look();
  await closeSession(token);
  expect((await log(member.facts.userId)).map(({ action }) => action)).toEqual(["users.view-as", "users.end-view-as"]);
});
