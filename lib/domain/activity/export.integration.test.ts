import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import * as build from "@/lib/testing/build";
import { exportActivity } from "./export";
import { listActivity } from "./queries";
import { activityList } from "./schema";

async function text(viewer: Viewer, params: Record<string, string> = {}, size?: number): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of await exportActivity(viewer, activityList.parse(params), size)) parts.push(part);
  return Buffer.concat(parts).toString();
}

type Entry = Record<string, string>;
const file = async (viewer: Viewer, params: Record<string, string> = {}, size?: number) => parse(await text(viewer, params, size), { bom: true, record_delimiter: "\r\n", columns: true }) as unknown as Entry[];
const entries = async (viewer: Viewer, params: Record<string, string> = {}, size?: number) => (await file(viewer, params, size)).map((entry) => entry.Entry);
const listed = async (viewer: Viewer, params: Record<string, string> = {}) => (await listActivity(viewer, activityList.parse(params))).rows.map(({ id }) => String(id));

type Fields = { action: string; organizationId: number; customerId?: number; recordId?: number; outcome?: "done" | "refused"; recordName?: string; actorId?: number; ip?: string; device?: string; before?: object; after?: object };
const row = (fields: Fields) => build.owner().activity.create({ select: { id: true, at: true }, data: { actorName: "Somebody", recordType: "user", recordName: "X", ...fields } });

test("an entry tells who with their id, what, when in UTC, from where, on which record, and every value as it was and became", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["activity.export"]);
  const { id, at } = await row({ action: "users.edit", organizationId: partner.id, recordName: "=Mara, \"the\" second", recordId: 12, actorId: 34, ip: "192.0.2.7", device: "Firefox 140", before: { phone: "1" }, after: { phone: "2", version: 3 } });

  expect(await file(viewer)).toEqual([
    {
      Entry: String(id), "Time (UTC)": at.toISOString(), Who: "Somebody", "Who (id)": "34", Through: "", "Viewing as": "", What: "Edited", Action: "users.edit", Outcome: "Done",
      "Record type": "user", Record: "'=Mara, \"the\" second", "Record (id)": "12", "IP address": "192.0.2.7", Device: "Firefox 140", Changes: "Phone: 1 → 2", Before: '{"phone":"1"}', After: '{"phone":"2","version":3}',
    },
  ]);
});

test("the file has the entries of the list under the same filters, in its order, whatever the pieces", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["activity.export"]);
  for (const at of [1, 2, 3, 4, 5]) await row({ action: at % 2 ? "users.edit" : "users.invite", organizationId: partner.id, outcome: at === 3 ? "refused" : "done" });

  for (const params of [{}, { action: "users.edit" }, { outcome: "refused" }, { type: "customer" }] as Record<string, string>[]) {
    const shown = await listed(viewer, params);
    expect(await entries(viewer, params, 2)).toEqual(shown);
  }
});

test("an export is in the log with what was asked for, and is not in its own file", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["activity.export"]);
  await row({ action: "users.edit", organizationId: partner.id });

  expect(await entries(viewer, { type: "user" })).toHaveLength(1);
  const log = await build.owner().activity.findMany({ where: { actorId: viewer.facts.userId }, select: { action: true, outcome: true, organizationId: true, after: true } });
  expect(log).toEqual([{ action: "activity.export", outcome: "done", organizationId: partner.id, after: { count: 1, filters: { type: ["user"] } } }]);
});

test("only entries of where one may export are in the file, however many more may be read", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const west = await build.customer(below);
  await row({ action: "users.edit", organizationId: partner.id });
  const inside = await row({ action: "customers.edit", organizationId: below.id, customerId: west.id });
  const reader = await build.person(partner, ["activity.view"]);

  await expect(text(reader)).rejects.toMatchObject({ code: "refused", permission: "activity.export" });
  await build.grant({ user: { id: reader.facts.userId } }, await build.role(partner, ["activity.export"]), { kind: "subtree", ref: below.id });
  const both = await build.viewer({ id: reader.facts.userId });
  expect(await listed(both)).toHaveLength(2);
  expect(await entries(both)).toEqual([String(inside.id)]);
});

test("rights taken away while it runs break the download off; narrower ones narrow what follows", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const inside = await row({ action: "users.edit", organizationId: below.id });
  await row({ action: "users.edit", organizationId: partner.id });
  await row({ action: "users.edit", organizationId: partner.id });
  const viewer = await build.person(partner, ["activity.export"]);
  const grants = { userId: viewer.facts.userId };

  const pieces = await exportActivity(viewer, activityList.parse({}), 1);
  await pieces.next();
  await pieces.next();
  await build.owner().grant.updateMany({ where: grants, data: { scopeKind: "subtree", scopeRef: below.id } });
  expect(Buffer.from((await pieces.next()).value!).toString()).toMatch(new RegExp(`^${inside.id},`));
  await build.owner().grant.deleteMany({ where: grants });
  await expect(pieces.next()).rejects.toMatchObject({ code: "refused", permission: "activity.export" });
  expect(await build.owner().activity.count({ where: { actorId: viewer.facts.userId, action: "activity.export", outcome: "refused" } })).toBe(1);
});

test("whoever may export everything shows first that it is them", async () => {
  const viewer = await build.person(await build.operator(), ["activity.export"]);

  await expect(exportActivity({ ...viewer, session: 1, provedAt: 0 }, activityList.parse({}))).rejects.toMatchObject({ code: "step-up" });
});
