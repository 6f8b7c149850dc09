import { expect, test } from "vitest";
import { customerList } from "@/lib/domain/customers/schema";
import { listCustomers } from "@/lib/domain/customers/queries";
import * as build from "@/lib/testing/build";

test("a customer of a territory that one has twice, plainly and as a part of everything, is listed once", async () => {
  const operator = await build.operator();
  const outer = await build.territory();
  const inner = await build.territory(outer);
  const [user, role] = [await build.user(operator), await build.role(operator, ["customers.view"])];
  await build.grant({ user }, role, { kind: "everything", narrowTerritoryId: inner.id });
  await build.grant({ user }, role, { kind: "territory", ref: outer.id });
  const partner = await build.organization();
  const customers = [await build.customer(partner, { territoryId: outer.id }), await build.customer(partner, { territoryId: inner.id })];

  const { rows } = await listCustomers(await build.viewer(user), customerList.parse({}));

  expect(rows.map(({ id }) => id).sort((a, b) => a - b)).toEqual(customers.map(({ id }) => id));
});
