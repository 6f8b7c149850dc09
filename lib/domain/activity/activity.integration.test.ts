import { expect, test } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import * as build from "@/lib/testing/build";
import { editCustomer, reassignCustomer } from "../customers/commands";
import { listActivity, lookupActors } from "./queries";
import { recordRefusal } from "./refusal";
import { activityList, inZone } from "./schema";

const read = async (viewer: Viewer, params: Record<string, string> = {}) => listActivity(viewer, activityList.parse(params));
const about = async (viewer: Viewer, params: Record<string, string> = {}) => (await read(viewer, params)).rows.map(({ recordName, action }) => `${action} ${recordName}`);

/** A row as an import or an older version would have left it. */
const row = (fields: { action: string; organizationId?: number | null; customerId?: number; recordName?: string; at?: Date; actorId?: number }) =>
  build.owner().activity.create({ select: { id: true }, data: { actorName: "Somebody", recordType: "user", recordName: "X", ...fields } });

test("the log shows what happened in one's own reach: who, what, from where, before and after", async () => {
  const partner = await build.organization();
  const customer = await build.customer(partner, { name: "Verft", city: "Bergen" });
  const editor = await build.person(partner, ["customers.edit"], { fields: { name: "Mara" } });
  const auditor = await build.person(partner, ["activity.view"]);
  const stranger = await build.person(await build.organization(), ["activity.view"]);

  await editCustomer(editor, { customerId: customer.id, version: 1, city: "Oslo" });

  expect((await read(auditor)).rows).toMatchObject([
    { actorName: "Mara", action: "customers.edit", outcome: "done", recordType: "customer", recordId: customer.id, ip: "192.0.2.1", device: "Test", before: { city: "Bergen" }, after: { city: "Oslo", version: 2 } },
  ]);
  expect((await read(stranger)).rows).toEqual([]);
  await expect(read(editor)).rejects.toMatchObject({ code: "refused", permission: "activity.view" });
});

test("a row about a customer is judged by where the customer is now, all others by their home", async () => {
  const north = await build.organization();
  const south = await build.organization();
  const customer = await build.customer(north, { name: "Wanderer" });
  const mover = await build.person(await build.operator(), ["customers.reassign"]);
  const [northern, southern] = [await build.person(north, ["activity.view"]), await build.person(south, ["activity.view"])];
  await row({ action: "users.edit", organizationId: north.id });

  await reassignCustomer(mover, { customerId: customer.id, version: 1, organizationId: south.id });

  expect(await about(northern)).toEqual(["users.edit X"]);
  expect(await about(southern)).toEqual(["customers.reassign Wanderer"]);
});

test("scopes of every kind, their conditions and exceptions hold for the log as for the records", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const west = await build.territory();
  const manager = await build.user(partner);
  const inWest = await build.customer(below, { name: "West", territoryId: west.id });
  const managed = await build.customer(below, { name: "Managed", accountManagerId: manager.id });
  const own = await build.customer(partner, { name: "Direct" });
  for (const customer of [inWest, managed, own]) {
    await row({ action: "customers.edit", organizationId: partner.id, customerId: customer.id, recordName: customer.name });
  }
  await row({ action: "users.edit", organizationId: below.id, recordName: "Person" });
  const names = async (spec: build.GrantSpec, person?: { id: number }) => {
    const role = await build.role(partner, ["activity.view"]);
    const reader = person ?? (await build.user(partner));
    await build.grant({ user: reader }, role, spec);
    return (await read(await build.viewer(reader))).rows.map(({ recordName }) => recordName);
  };

  expect(await names({})).toEqual(["Person", "Direct", "Managed", "West"]);
  expect(await names({ kind: "direct", ref: partner.id })).toEqual(["Direct"]);
  expect(await names({ kind: "territory", ref: west.id })).toEqual(["West"]);
  expect(await names({ kind: "customers", customers: [own] })).toEqual(["Direct"]);
  expect(await names({ kind: "own" }, manager)).toEqual(["Managed"]);
  expect(await names({ kind: "subtree", ref: below.id, exceptCustomers: [inWest] })).toEqual(["Person", "Managed"]);
  expect(await names({ kind: "subtree", ref: below.id, narrowTerritoryId: west.id })).toEqual(["West"]);
  expect(await names({ exceptOrganizations: [below.id] })).toEqual(["Direct"]);
});

test("a row without a home is for people of the operator with everything", async () => {
  const action = `system.${String(Date.now())}`;
  await row({ action, organizationId: null });
  const all = await build.person(await build.operator(), ["activity.view"]);
  const most = await build.person(await build.operator(), ["activity.view"], { exceptOrganizations: [(await build.organization()).id] });

  expect(await about(all, { action })).toEqual([`${action} X`]);
  expect(await about(most, { action })).toEqual([]);
});

test("filters by person, action, type, outcome, record and day narrow it; broken ones match nothing", async () => {
  const partner = await build.organization();
  const group = await build.group(partner, [], { name: "Night shift" });
  const customer = await build.customer(partner, { name: "Verft" });
  const editor = await build.person(partner, ["customers.edit", "groups.view"], { fields: { name: "Mara Lind" } });
  const auditor = await build.person(partner, ["activity.view"]);
  await row({ action: "users.join", organizationId: partner.id, at: new Date("2026-01-31T23:30:00Z") });
  await editCustomer(editor, { customerId: customer.id, version: 1, city: "Oslo" });
  await recordRefusal(editor, "groups.edit", { groupId: group.id });

  expect(await about(auditor)).toEqual(["groups.edit Night shift", "customers.edit Verft", "users.join X"]);
  expect(await about(auditor, { person: String(editor.facts.userId), outcome: "done" })).toEqual(["customers.edit Verft"]);
  expect(await about(auditor, { outcome: "refused" })).toEqual(["groups.edit Night shift"]);
  expect(await about(auditor, { type: "group,customer", action: "customers.edit" })).toEqual(["customers.edit Verft"]);
  expect(await about(auditor, { record: `customer:${customer.id}` })).toEqual(["customers.edit Verft"]);
  expect(await about(auditor, { from: "2026-01-31", until: "2026-01-31" })).toEqual(["users.join X"]);
  expect(await about(auditor, { until: "2026-01-30" })).toEqual([]);
  const brokenOnes: Record<string, string>[] = [{ person: "abc" }, { person: "99999999999" }, { record: "customer:x" }, { from: "soon" }, { action: "\0" }];
  for (const broken of brokenOnes) {
    expect(await about(auditor, broken)).toEqual([]);
  }
  expect(await lookupActors(auditor, "lind")).toEqual([{ id: editor.facts.userId, name: "Mara Lind" }]);
});

test("pages forward and back hold every row once, newest first", async () => {
  const partner = await build.organization();
  const auditor = await build.person(partner, ["activity.view"]);
  for (let at = 0; at < 60; at++) await row({ action: "users.edit", organizationId: partner.id });

  const first = await read(auditor, { limit: "25" });
  const second = await read(auditor, { limit: "25", after: first.next! });
  const third = await read(auditor, { limit: "25", after: second.next! });
  const back = await read(auditor, { limit: "25", before: third.previous! });

  const ids = [...first.rows, ...second.rows, ...third.rows].map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => b - a));
  expect(ids).toHaveLength(60);
  expect([first.previous, third.next, first.total]).toEqual([null, null, { count: 60, exact: true }]);
  expect(back.rows.map(({ id }) => id)).toEqual(second.rows.map(({ id }) => id));
});

test("a day of the log is the reader's day", async () => {
  const partner = await build.organization();
  const reader = await build.person(partner, ["activity.view"]);
  await row({ action: "users.edit", organizationId: partner.id, recordName: "late on the 9th there, the 10th in Oslo", at: new Date("2026-03-09T23:30:00Z") });
  await row({ action: "users.edit", organizationId: partner.id, recordName: "the 11th in Oslo", at: new Date("2026-03-10T23:00:00Z") });
  const names = async (zone: string) => (await listActivity(reader, inZone(activityList.parse({ from: "2026-03-10", until: "2026-03-10" }), zone))).rows.map(({ recordName }) => recordName);

  expect(await names("Europe/Oslo")).toEqual(["late on the 9th there, the 10th in Oslo"]);
  expect(await names("UTC")).toEqual(["the 11th in Oslo"]);
  expect(await names("America/New_York")).toEqual(["the 11th in Oslo"]);
});
