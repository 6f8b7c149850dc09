import { expect, test } from "vitest";
import { compileAccess } from "@/lib/access/compile";
import type { Viewer } from "@/lib/access/viewer";
import { small, smallGrant, smallNow, smallWorld } from "@/lib/testing/small-world";
import { viewerFacts, type WorldGrant } from "@/lib/testing/world";
import { menuFor } from "./menu";

/** What the menu offers Nora, who may do everything within her one grant. */
function offered(scope: WorldGrant["scope"]): string[] {
  const world = smallWorld(smallGrant({ scope }));
  const facts = viewerFacts(world, small.user.nora);
  const viewer = { facts, access: compileAccess(facts, smallNow), via: null, narrowedTo: null } as unknown as Viewer;
  const menu = menuFor(viewer);
  return [...menu.work, ...menu.access, ...menu.insight].map(({ label }) => label);
}

test("whoever holds chosen customers alone is offered what can be done with customers, and no section of what stands at partners", () => {
  const atPlaces = ["Partners", "Onboarding", "Users", "Groups", "Security groups", "Access given", "API tokens"];
  const ofCustomers = ["Customers", "Imports", "Who may what"];

  const chosen = offered({ kind: "customers", ref: null, customers: [small.customer.bakery] });
  expect(chosen).toEqual(expect.arrayContaining(ofCustomers));
  expect(chosen.filter((label) => atPlaces.includes(label))).toEqual([]);

  expect(offered({ kind: "subtree", ref: small.organization.north, customers: [] })).toEqual(expect.arrayContaining([...ofCustomers, ...atPlaces]));
});
