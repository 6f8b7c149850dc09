import { parse } from "csv-parse/sync";
import { expect, test } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { pool } from "@/lib/platform/db/client";
import { unguardCell } from "@/lib/shared/formula-guard";
import * as build from "@/lib/testing/build";
import { exportCustomers } from "./export";
import { customerList } from "./schema";

async function file(viewer: Viewer, params: Record<string, string> = {}): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of await exportCustomers(viewer, customerList.parse(params))) parts.push(part);
  return Buffer.concat(parts).toString();
}

const table = (text: string) => parse(text, { bom: true, record_delimiter: "\r\n" });
const names = async (viewer: Viewer, params: Record<string, string> = {}) => table(await file(viewer, { columns: "name", ...params })).slice(1).flat();

test("the file has the visible columns and the filter of the list, in its order, and is in the log", async () => {
  const partner = await build.organization(undefined, { name: "Nordnet, North" });
  await build.customer(partner, { name: "Åsane", key: `1-${partner.id}`, city: "Bergen" });
  await build.customer(partner, { name: "Bryggen \"Hotell\"", key: `2-${partner.id}` });
  await build.customer(partner, { name: "Gone", status: "suspended" });
  await build.customer(await build.organization(), { name: "Foreign" });
  const viewer = await build.person(partner, ["customers.export"]);

  const text = await file(viewer, { columns: "name,key,organization,city", status: "active", sort: "-name" });

  expect(text).toBe(`\uFEFFName,Number,Partner,City\r\n"Bryggen ""Hotell""",2-${partner.id},"Nordnet, North",\r\nÅsane,1-${partner.id},"Nordnet, North",Bergen\r\n`);
  const log = await build.owner().activity.findMany({ where: { actorId: viewer.facts.userId }, select: { action: true, outcome: true, after: true } });
  expect(log).toEqual([
    { action: "customers.export", outcome: "done", after: { count: 2, search: "", filters: { status: ["active"] }, columns: ["name", "key", "organization", "city"] } },
  ]);
});

test("the usual columns carry names and times that any program reads", async () => {
  const partner = await build.organization();
  const manager = await build.user(partner, { name: "Mara" });
  const customer = await build.customer(partner, { name: "Verft", accountManagerId: manager.id, status: "suspended" });
  const [head, row] = table(await file(await build.person(partner, ["customers.export"])));

  expect(head).toEqual(["Name", "Number", "Partner", "Territory", "Account manager", "Status", "Updated"]);
  expect(row!.slice(0, 6)).toEqual(["Verft", customer.key, partner.name, "", "Mara", "suspended"]);
  expect(row![6]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
});

test("a search, a filter and a territory narrow the file as they narrow the list", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const west = await build.territory();
  await build.customer(below, { name: "Fjordgata Bakeri", territoryId: west.id });
  await build.customer(partner, { name: "Fjordgata Andre" });
  const viewer = await build.person(partner, ["customers.export"]);

  expect(await names(viewer, { search: "fjordgata" })).toEqual(["Fjordgata Andre", "Fjordgata Bakeri"]);
  expect(await names(viewer, { search: "fj" })).toEqual(["Fjordgata Andre", "Fjordgata Bakeri"]);
  expect(await names(viewer, { search: "fjordgata", organization: String(below.id) })).toEqual(["Fjordgata Bakeri"]);
  expect(await names(viewer, { territory: String(west.id) })).toEqual(["Fjordgata Bakeri"]);
  expect(await names(viewer, { status: "archived" })).toEqual([]);
});

test("only customers that may be exported are in the file, however many more may be listed", async () => {
  const partner = await build.organization();
  const exported = await build.customer(partner, { name: "Exported" });
  await build.customer(partner, { name: "Listed" });
  const viewer = await build.person(partner, ["customers.view"]);
  const person = { id: viewer.facts.userId };

  await expect(file(viewer)).rejects.toMatchObject({ code: "refused", permission: "customers.export" });
  await build.grant({ user: person }, await build.role(partner, ["customers.export"]), { kind: "customers", customers: [exported] });
  expect(await names(await build.viewer(person))).toEqual(["Exported"]);
});

test("rights taken away while it runs break the download off; narrower ones narrow what follows", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  await build.customer(partner, { name: "Above" });
  await build.customer(below, { name: "Below" });
  const viewer = await build.person(partner, ["customers.export"]);
  const grants = { userId: viewer.facts.userId };

  const narrowed = await exportCustomers(viewer, customerList.parse({ columns: "name" }));
  await narrowed.next();
  await build.owner().grant.updateMany({ where: grants, data: { scopeKind: "subtree", scopeRef: below.id } });
  const rest: Uint8Array[] = [];
  for await (const part of narrowed) rest.push(part);
  expect(Buffer.concat(rest).toString()).toBe("Below\r\n");

  const broken = await exportCustomers(await build.viewer({ id: viewer.facts.userId }), customerList.parse({}));
  await broken.next();
  await build.owner().grant.deleteMany({ where: grants });
  await expect(broken.next()).rejects.toMatchObject({ code: "refused", permission: "customers.export" });
  expect(await build.owner().activity.count({ where: { actorId: viewer.facts.userId, action: "customers.export", outcome: "refused" } })).toBe(1);
});

test("a piece that was read ahead is not sent with rights that changed meanwhile", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  for (const at of [1, 2, 3, 4]) await build.customer(at === 4 ? below : partner, { name: `Customer ${at}` });
  const viewer = await build.person(partner, ["customers.export"]);
  const grants = { userId: viewer.facts.userId };
  const begin = async () => {
    const running = await exportCustomers(await build.viewer({ id: viewer.facts.userId }), customerList.parse({ columns: "name" }), 2);
    await running.next();
    const first = await running.next();
    await expect.poll(() => pool().idleCount === pool().totalCount).toBe(true); // the next piece has been read ahead
    return { running, first: Buffer.from(first.value as Uint8Array).toString() };
  };

  const narrowed = await begin();
  expect(narrowed.first).toBe("Customer 1\r\nCustomer 2\r\n");
  await build.owner().grant.updateMany({ where: grants, data: { scopeKind: "subtree", scopeRef: below.id } });
  expect(Buffer.from((await narrowed.running.next()).value as Uint8Array).toString()).toBe("Customer 4\r\n");

  await build.owner().grant.updateMany({ where: grants, data: { scopeRef: partner.id } });
  const broken = await begin();
  await build.owner().grant.deleteMany({ where: grants });
  await expect(broken.running.next()).rejects.toMatchObject({ code: "refused", permission: "customers.export" });
});

test("a person who is deactivated while it runs gets nothing more", async () => {
  const partner = await build.organization();
  await build.customer(partner);
  const viewer = await build.person(partner, ["customers.export"]);

  const running = await exportCustomers(viewer, customerList.parse({}));
  await running.next();
  await build.owner().user.update({ where: { id: viewer.facts.userId }, data: { status: "deactivated" } });

  await expect(running.next()).rejects.toMatchObject({ code: "signed-out" });
});

test("no cell begins like a formula, and reading the file back gives what was stored", async () => {
  const partner = await build.organization();
  const starts = ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\u2212", "\ufe66"];
  const blanks = ["", " ", "\u00a0", "\u3000", "\u200b", "'", " '"];
  const payloads = [...starts.flatMap((start) => blanks.map((blank) => `${blank}${start}1+1`)), "\t=1", "\r\n=1", "line\nbreak", 'quote"d', "a,b", "'s-Hertogenbosch", "ok"];
  for (const city of payloads) await build.customer(partner, { city });
  const viewer = await build.person(partner, ["customers.export"]);

  const cells = table(await file(viewer, { columns: "name,city" })).slice(1).map(([, city]) => city!);

  expect(cells.filter((cell) => /^[\s\u200b]*[=+\-@＝＋－＠\u2212\ufe66\t\r\n]/.test(cell))).toEqual([]);
  expect(cells.map(unguardCell).sort()).toEqual([...payloads].sort());
});
