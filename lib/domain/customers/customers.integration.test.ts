import { expect, test } from "vitest";
import { ownerPool } from "@/lib/platform/db/client";
import * as build from "@/lib/testing/build";
import { settledAt } from "../activity/merge";
import { editCustomer, reassignCustomer, suspendCustomer } from "./commands";
import { customerHistory } from "./history";
import { getCustomer, listCustomers } from "./queries";
import { customerList } from "./schema";

const names = async (viewer: Parameters<typeof listCustomers>[0], params: Record<string, string> = {}) =>
  (await listCustomers(viewer, customerList.parse(params))).rows.map(({ name }) => name);

test("a manager of one partner lists its customers and no other's", async () => {
  const partner = await build.organization();
  const other = await build.organization();
  await build.customer(partner, { name: "Åsane Tannklinikk" });
  await build.customer(partner, { name: "Bryggen Hotell" });
  await build.customer(other, { name: "Stavanger Verft" });

  const manager = await build.person(partner, ["customers.view"], { kind: "direct", ref: partner.id });

  expect(await names(manager)).toEqual(["Åsane Tannklinikk", "Bryggen Hotell"]);
});

test("a stranger finds no such customer, a reader is told what is missing", async () => {
  const partner = await build.organization();
  const customer = await build.customer(partner);
  const stranger = await build.person(await build.organization(), ["customers.suspend"]);
  const reader = await build.person(partner, ["customers.suspend"], { level: "read" });
  const halfReader = await build.person(partner, ["customers.view"]);
  await build.grant({ user: { id: halfReader.facts.userId } }, await build.role(partner, ["customers.suspend"]), { kind: "direct", ref: (await build.organization(partner)).id });

  await expect(suspendCustomer(stranger, { customerId: customer.id })).rejects.toMatchObject({ code: "not-found" });
  await expect(suspendCustomer(reader, { customerId: customer.id })).rejects.toMatchObject({ code: "refused", permission: "customers.suspend" });
  await expect(suspendCustomer(await build.viewer({ id: halfReader.facts.userId }), { customerId: customer.id })).rejects.toMatchObject({ code: "refused" });
  expect((await build.owner().customer.findUniqueOrThrow({ where: { id: customer.id } })).status).toBe("active");
});

test("two people editing different fields lose nothing; the same field clashes with both values", async () => {
  const partner = await build.organization();
  const customer = await build.customer(partner, { name: "Verft", city: "Bergen" });
  const mara = await build.person(partner, ["customers.edit"], { fields: { name: "Mara" } });
  const jonas = await build.person(partner, ["customers.edit"]);

  await editCustomer(mara, { customerId: customer.id, version: 1, name: "Verft AS", city: "Bergen" });
  await editCustomer(jonas, { customerId: customer.id, version: 1, name: "Verft", city: "Oslo" });
  const detail = await getCustomer(jonas, customer.id);
  const clash = editCustomer(jonas, { customerId: customer.id, version: 1, name: "Verftet", city: "Oslo" });

  expect([detail.name, detail.city, detail.version]).toEqual(["Verft AS", "Oslo", 3]);
  await expect(clash).rejects.toMatchObject({ code: "stale", clashes: [{ field: "name", yours: "Verftet", theirs: "Verft AS", by: "Mara" }] });
});

test("a reassigned customer leaves the old partner's list and enters the new one's at once", async () => {
  const north = await build.organization();
  const south = await build.organization(north);
  const customer = await build.customer(north, { name: "Wanderer" });
  const owner = await build.person(north, ["customers.reassign"]);
  const southern = await build.person(south, ["customers.view"]);

  expect(await names(southern)).toEqual([]);
  await reassignCustomer(owner, { customerId: customer.id, version: 1, organizationId: south.id });
  expect(await names(southern)).toEqual(["Wanderer"]);
});

test("pages forward and back give every row once, in order, in both directions", async () => {
  const partner = await build.organization();
  for (let n = 0; n < 60; n++) await build.customer(partner, { name: `Row ${String(n % 20).padStart(2, "0")}` });
  const reader = await build.person(partner, ["customers.list"]);
  for (const sort of ["name", "-name", "created", "-created"]) {
    const seen: number[] = [];
    let after: string | null = null;
    let previous: string | null = null;
    do {
      const page = await listCustomers(reader, customerList.parse({ sort, limit: "25", ...(after ? { after } : {}) }));
      expect(page.total).toEqual({ count: 60, exact: true });
      seen.push(...page.rows.map(({ id }) => id));
      previous = page.previous;
      after = page.next;
    } while (after);
    expect(new Set(seen).size).toBe(60);
    const back = await listCustomers(reader, customerList.parse({ sort, limit: "25", before: previous! }));
    expect(back.rows.map(({ id }) => id)).toEqual(seen.slice(25, 50));
  }
});

test("search finds by part of the name without accents, by number and by city, within the viewer's customers only", async () => {
  const partner = await build.organization();
  await build.customer(partner, { name: "Fjørdgåta Bakeri", key: `X-77-${partner.id}`, city: "Ålesund" });
  await build.customer(await build.organization(), { name: "Fjordgata Andre" });
  const reader = await build.person(partner, ["customers.list"]);

  expect(await names(reader, { search: "fjordga" })).toEqual(["Fjørdgåta Bakeri"]);
  expect(await names(reader, { search: `x-77-${partner.id}` })).toEqual(["Fjørdgåta Bakeri"]);
  expect(await names(reader, { search: "alesund bak" })).toEqual(["Fjørdgåta Bakeri"]);
  expect(await names(reader, { search: "fj" })).toEqual(["Fjørdgåta Bakeri"]);
  expect(await names(reader, { search: "100%_" })).toEqual([]);
});

test("a customer that moves between partners, territories and programs leaves the projection without a fault", async () => {
  const north = await build.organization();
  const south = await build.organization();
  const [west, east] = [await build.territory(), await build.territory()];
  await build.program([north]);
  await build.program([south]);
  const customer = await build.customer(north, { territoryId: west.id });
  await build.person(north, ["customers.view"], { kind: "customers", customers: [customer] });
  const mover = await build.person(await build.operator(), ["customers.reassign", "customers.list"]);

  await reassignCustomer(mover, { customerId: customer.id, version: 1, organizationId: south.id, territoryId: east.id });

  const faults = await ownerPool().query("SELECT fault FROM projection_faults WHERE customer_id = $1", [customer.id]);
  expect(faults.rows).toEqual([]);
});

test("only a territory or manager may be emptied, and a manager who stays need not fit anew", async () => {
  const partner = await build.organization();
  const west = await build.territory();
  const gone = await build.user(partner, { status: "deactivated" });
  const customer = await build.customer(partner, { territoryId: west.id, accountManagerId: gone.id });
  const owner = await build.person(partner, ["customers.reassign"]);

  await reassignCustomer(owner, { customerId: customer.id, version: 1, territoryId: null, accountManagerId: gone.id });
  await reassignCustomer(owner, { customerId: customer.id, version: 2, accountManagerId: null });

  expect(await getCustomer(owner, customer.id)).toMatchObject({ territoryId: null, accountManagerId: null, version: 3 });
  await expect(reassignCustomer(owner, { customerId: customer.id, version: 3, accountManagerId: gone.id })).rejects.toMatchObject({ code: "invalid", fields: { accountManagerId: expect.any(String) as string } });
});

test("the history tells who changed what in words, and keeps names from outside one's reach", async () => {
  const north = await build.organization(undefined, { name: "Nordnet North" });
  const south = await build.organization(undefined, { name: "Nordnet South" });
  const customer = await build.customer(north, { name: "Verft", city: "Bergen" });
  const admin = await build.person(await build.operator(), ["customers.reassign", "customers.edit", "activity.view"], { fields: { name: "Mara" } });
  const southern = await build.person(south, ["customers.view"]);

  await editCustomer(admin, { customerId: customer.id, version: 1, city: "Oslo" });
  await reassignCustomer(admin, { customerId: customer.id, version: 2, organizationId: south.id });

  expect((await customerHistory(admin, customer.id)).map(({ who, what, note, changes }) => [who, what, note, changes])).toEqual([
    ["Mara", "reassigned it", "from 192.0.2.1", [{ field: "Partner", before: "Nordnet North", after: "Nordnet South" }]],
    ["Mara", "edited the profile", "from 192.0.2.1", [{ field: "City", before: "Bergen", after: "Oslo" }]],
  ]);
  expect((await customerHistory(southern, customer.id))[0], "addresses are for those who may read the log").toMatchObject({ note: null, changes: [{ field: "Partner", before: "another partner", after: "Nordnet South" }] });
  await expect(customerHistory(await build.person(north, ["customers.view"]), customer.id)).rejects.toMatchObject({ code: "not-found" });
});

test("after a clash is settled, what the other changed besides stays; a further change is asked about again", async () => {
  const partner = await build.organization();
  const { id: customerId } = await build.customer(partner, { name: "Verft", phone: "1", city: "Oslo" });
  const [mara, olav] = [await build.person(partner, ["customers.edit"]), await build.person(partner, ["customers.edit"])];
  await editCustomer(mara, { customerId, version: 1, phone: "2", city: "Bergen" });
  const mine = { customerId, version: 1, name: "Verft", phone: "3", city: "Oslo" };
  await expect(editCustomer(olav, mine)).rejects.toMatchObject({ code: "stale", version: 2, clashes: [{ field: "phone" }] });

  await editCustomer(mara, { customerId, version: 2, phone: "4" });
  await expect(settledAt({ version: 2, fields: ["phone"] }, () => editCustomer(olav, mine))).rejects.toMatchObject({ code: "stale", version: 3, clashes: [{ field: "phone", theirs: "4" }] });
  // What nobody asked about yet is asked about, also when the version has been seen.
  const mineToo = { ...mine, city: "Moss" };
  await expect(settledAt({ version: 3, fields: ["phone"] }, () => editCustomer(olav, mineToo))).rejects.toMatchObject({ clashes: [{ field: "city", of: "city", theirs: "Bergen" }] });
  await settledAt({ version: 3, fields: ["phone"] }, () => editCustomer(olav, mine));

  expect(await build.owner().customer.findUniqueOrThrow({ where: { id: customerId }, select: { phone: true, city: true, version: true } })).toEqual({ phone: "3", city: "Bergen", version: 4 });
});
