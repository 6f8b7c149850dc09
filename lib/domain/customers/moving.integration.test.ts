import { expect, test } from "vitest";
import { scopeId } from "@/lib/access/scope-id";
import type { Transaction } from "@/lib/platform/db/connect";
import { movingInto, writeBehind } from "@/lib/platform/db/transaction";
import * as build from "@/lib/testing/build";
import { reassignCustomer } from "./commands";

const rights = ["customers.view", "customers.reassign"] as const;
const placeOf = (id: number) => build.owner().customer.findUniqueOrThrow({ where: { id }, select: { organizationId: true, territoryId: true, accountManagerId: true } });

// A moved row has its new columns and still the scopes of its old place when the second wall is asked about it.
test("a customer is moved from where one sees it by its partner alone to where one sees it by the tree", async () => {
  const operator = await build.operator();
  const [north, south] = [await build.organization(), await build.organization()];
  const customer = await build.customer(north);
  const mover = await build.user(operator);
  const role = await build.role(operator, rights);
  await build.grant({ user: mover }, role, { kind: "direct", ref: north.id });
  await build.grant({ user: mover }, role, { kind: "subtree", ref: south.id });

  await reassignCustomer(await build.viewer(mover), { customerId: customer.id, version: 1, organizationId: south.id });

  expect(await placeOf(customer.id)).toMatchObject({ organizationId: south.id });
});

test("whoever sees a customer as its account manager hands it over within a territory of theirs", async () => {
  const operator = await build.operator();
  const partner = await build.organization();
  const east = await build.territory();
  const [mover, heir] = [await build.user(operator), await build.user(operator)];
  const customer = await build.customer(partner, { accountManagerId: mover.id });
  const role = await build.role(operator, rights);
  await build.grant({ user: mover }, role, { kind: "own" });
  await build.grant({ user: mover }, role, { kind: "territory", ref: east.id });

  await reassignCustomer(await build.viewer(mover), { customerId: customer.id, version: 1, territoryId: east.id, accountManagerId: heir.id });

  expect(await placeOf(customer.id)).toEqual({ organizationId: partner.id, territoryId: east.id, accountManagerId: heir.id });
});

test("a place out of reach stays refused", async () => {
  const operator = await build.operator();
  const [north, far] = [await build.organization(), await build.organization()];
  const customer = await build.customer(north);
  const mover = await build.user(operator);
  await build.grant({ user: mover }, await build.role(operator, rights), { kind: "direct", ref: north.id });
  await build.grant({ user: mover }, await build.role(operator, ["organizations.list"]), { kind: "everything" });

  await expect(reassignCustomer(await build.viewer(mover), { customerId: customer.id, version: 1, organizationId: far.id })).rejects.toMatchObject({ code: "refused" });
  expect(await placeOf(customer.id)).toMatchObject({ organizationId: north.id });
});

test("after a move the wall hides again what it hid before", async () => {
  const [north, far] = [await build.organization(), await build.organization()];
  await build.customer(far);
  const seen = (tx: Transaction) => tx.customer.count({ where: { organizationId: far.id } });

  const counts = await writeBehind({ all: false, scopes: [scopeId("direct", north.id)], atoms: "" }, async (tx) => [
    await seen(tx),
    await movingInto(tx, scopeId("direct", far.id), () => seen(tx)),
    await seen(tx),
  ]);

  expect(counts).toEqual([0, 1, 0]);
});
