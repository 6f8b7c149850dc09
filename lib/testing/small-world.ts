import { roleTemplates } from "../access/templates";
import type { World, WorldGrant, WorldUser } from "./world";

/** Ids of the small world: the operator, North with City below it, and South; Alps lie in Europe; North is in the program Gold. */
export const small = {
  organization: { operator: 1, north: 2, city: 3, south: 4 },
  territory: { europe: 1, alps: 2 },
  program: { gold: 1 },
  user: { otto: 1, nora: 2, carl: 3, sam: 4, mia: 5 },
  customer: { bakery: 1, school: 2, harbour: 3, depot: 4 },
  role: Object.fromEntries(roleTemplates.map(({ key }, index) => [key, index + 1])) as Record<string, number>,
} as const;

export const smallNow = Date.UTC(2026, 4, 4);

const organization = (id: number, key: string, parentId: number | null, territoryId: number | null) => ({
  id,
  key,
  parentId,
  territoryId,
  partnerType: null,
  status: "active" as const,
  guardrail: null,
});

const user = (id: number, key: string, organizationId: number): WorldUser => ({
  id,
  key,
  organizationId,
  status: "active",
  jobRole: null,
  region: null,
  readOnly: false,
  expiresAt: null,
});

/** A grant of the small world from what matters about it; the rest is plain: to Nora, to write, without conditions or end. */
export function smallGrant({
  role = "full-access",
  ...change
}: Partial<WorldGrant> & { role?: string } = {}): WorldGrant {
  return {
    id: 1,
    key: "grant",
    userId: small.user.nora,
    groupId: null,
    roleId: small.role[role]!,
    scope: { kind: "everything", ref: null, customers: [] },
    narrow: { territoryId: null, programId: null },
    except: { customers: [], organizations: [] },
    level: "write",
    from: null,
    until: null,
    ...change,
  };
}

/** Few organizations and people whose rights can be worked out in the head: Otto is at home at the operator, Nora and Mia at North. */
export function smallWorld(...grants: WorldGrant[]): World {
  const { operator, north, city, south } = small.organization;
  return {
    now: smallNow,
    organizations: [
      organization(operator, "operator", null, null),
      organization(north, "north", operator, small.territory.europe),
      organization(city, "city", north, small.territory.alps),
      organization(south, "south", operator, null),
    ],
    territories: [
      { id: 1, key: "europe", parentId: null },
      { id: 2, key: "alps", parentId: 1 },
    ],
    programs: [{ id: 1, key: "gold", enrollments: [{ organizationId: north, from: 0, until: null }] }],
    users: [
      user(1, "otto", operator),
      user(2, "nora", north),
      user(3, "carl", city),
      user(4, "sam", south),
      user(5, "mia", north),
    ],
    roles: roleTemplates.map(({ key, permissions }, index) => ({
      id: index + 1,
      key,
      organizationId: operator,
      permissions: [...permissions],
    })),
    groups: [],
    grants,
    customers: [
      {
        id: small.customer.bakery,
        key: "bakery",
        organizationId: north,
        territoryId: null,
        accountManagerId: small.user.mia,
      },
      {
        id: small.customer.school,
        key: "school",
        organizationId: city,
        territoryId: small.territory.alps,
        accountManagerId: null,
      },
      {
        id: small.customer.harbour,
        key: "harbour",
        organizationId: south,
        territoryId: small.territory.alps,
        accountManagerId: null,
      },
      { id: small.customer.depot, key: "depot", organizationId: operator, territoryId: null, accountManagerId: null },
    ],
  };
}
