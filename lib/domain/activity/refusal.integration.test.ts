import { expect, test } from "vitest";
import * as build from "@/lib/testing/build";
import { recordRefusal } from "./refusal";
import { sealActivities } from "./seal";

const logged = (actorId: number) =>
  build.owner().activity.findMany({
    where: { actorId },
    orderBy: { id: "asc" },
    select: { action: true, outcome: true, recordType: true, recordId: true, recordName: true, organizationId: true, customerId: true, ip: true },
  });

test("a refusal about a record in sight names it and its home", async () => {
  const partner = await build.organization();
  const customer = await build.customer(partner, { name: "Bryggen Hotell" });
  const reader = await build.person(await build.operator(), ["customers.view"]);

  await recordRefusal(reader, "customers.suspend", { customerId: String(customer.id), version: "1" });

  expect(await logged(reader.facts.userId)).toEqual([
    {
      action: "customers.suspend",
      outcome: "refused",
      recordType: "customer",
      recordId: customer.id,
      recordName: "Bryggen Hotell",
      organizationId: partner.id,
      customerId: customer.id,
      ip: "192.0.2.1",
    },
  ]);
});

test("a refusal about a hidden, a missing or no record is logged at the viewer's home without one", async () => {
  const partner = await build.organization();
  const foreign = await build.customer(await build.organization());
  const reader = await build.person(partner, ["customers.view"]);

  for (const input of [{ customerId: foreign.id }, { customerId: "999999999999999" }, { customerId: "x" }, null]) {
    await recordRefusal(reader, "customers.suspend", input);
  }

  const rows = await logged(reader.facts.userId);
  expect(rows).toHaveLength(4);
  for (const row of rows) expect(row).toMatchObject({ recordId: null, recordName: "", organizationId: partner.id, customerId: null });
});

test("a group, a grant and a territory are found with their homes", async () => {
  const partner = await build.organization();
  const group = await build.group(partner, [], { name: "Night shift" });
  const grant = await build.grant({ group }, await build.role(await build.operator(), ["customers.view"], { name: "Front desk" }));
  const territory = await build.territory();
  const reader = await build.person(partner, ["groups.view"]);

  await recordRefusal(reader, "groups.edit", { groupId: group.id });
  await recordRefusal(reader, "grants.revoke", { grantId: grant.id });
  await recordRefusal(reader, "territories.edit", { territoryId: territory.id });

  const operator = await build.operator();
  expect((await logged(reader.facts.userId)).map(({ recordType, recordId, recordName, organizationId }) => [recordType, recordId, recordName, organizationId])).toEqual([
    ["group", group.id, "Night shift", partner.id],
    ["grant", grant.id, "Front desk", partner.id],
    ["territory", territory.id, territory.name, operator.id],
  ]);
});

test("finished rows are sealed once", async () => {
  const reader = await build.person(await build.organization(), ["groups.view"]);
  await recordRefusal(reader, "groups.edit", {});

  // Another worker's open transaction may hold the horizon back for a moment.
  await expect.poll(async () => (await sealActivities()) > 0 || (await build.owner().activitySeal.count()) > 0).toBe(true);
  await expect.poll(sealActivities).toBe(0);
});
