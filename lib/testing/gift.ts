import type { Gift, Tree } from "../access/delegation";
import { pathOf, recordScopes, type World, type WorldGrant } from "./world";

/** A grant of a random world as a gift to the given holder; to a group it is judged at the home of each of its people. */
export function giftOf(world: World, grant: WorldGrant, holderId: number): Gift {
  const home = world.users.find(({ id }) => id === holderId)!.organizationId;
  return {
    kind: grant.scope.kind,
    ref: grant.scope.ref,
    narrowTerritoryId: grant.narrow.territoryId,
    narrowProgramId: grant.narrow.programId,
    exceptOrganizations: grant.except.organizations,
    exceptCustomers: grant.except.customers,
    level: grant.level,
    permissions: world.roles.find(({ id }) => id === grant.roleId)!.permissions,
    listedCustomers: grant.scope.customers.map((id) => recordScopes(world, { type: "customer", id })),
    holder: { userId: grant.userId === null ? null : holderId, path: pathOf(world.organizations, home) },
  };
}

/** The trees of a random world. */
export const treeOf = (world: World): Tree => ({
  organizationPath: (id) => pathOf(world.organizations, id),
  territoryPath: (id) => pathOf(world.territories, id),
  exceptedCustomers: (grantId) => world.grants.find(({ id }) => id === grantId)!.except.customers,
});
