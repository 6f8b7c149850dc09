import { expect, test } from "vitest";
import * as build from "@/lib/testing/build";
import { assignCustomers } from "../territories/commands";
import { customerHistory } from "./history";

test("a customer that came into a territory by the territory's page, and one from a bundle, say so in words", async () => {
  const partner = await build.organization();
  const [customer, east] = [await build.customer(partner), await build.territory()];
  const viewer = await build.person(await build.operator(), ["customers.view", "territories.assign", "territories.list", "activity.view"]);
  await build.owner().activity.create({ select: { id: true }, data: { actorName: "machine's owner", via: "portal import", action: "customers.create", recordType: "customer", recordId: customer.id, recordName: customer.name, organizationId: partner.id, customerId: customer.id } });
  await assignCustomers(viewer, { territoryId: east.id, customers: [customer.id] });

  const told = (await customerHistory(viewer, customer.id)).map(({ who, what, note }) => [who, what, note]);
  expect(told).toEqual([
    [viewer.facts.name, "put it into another territory", "from 192.0.2.1"],
    ["The machine's owner", "created it", "via an imported bundle"],
  ]);
});
