import fc, { type Arbitrary } from "fast-check";
import { permissions } from "../access/permissions";
import { hour, ids, moments, one, randomGrant, seldom, upTo, window, worldNow, type Sizes } from "./random-grant";
import type { RuleAttribute, World, WorldCustomer, WorldGroup, WorldOrganization, WorldUser } from "./world";

export { worldNow } from "./random-grant";

const counts = {
  organizations: 9,
  territories: 5,
  programs: 3,
  users: 6,
  roles: 4,
  groups: 5,
  grants: 9,
  customers: 7,
};
const keys = permissions.map(({ key }) => key);

/** Some keys: a few picked ones, or a whole area, or all. */
const somePermissions: Arbitrary<string[]> = fc.oneof(
  fc.subarray(keys, { maxLength: 6 }),
  one("customers", "organizations", "users", "grants").map((area) => keys.filter((key) => key.startsWith(`${area}.`))),
  fc.constant(keys),
);

const parents = (count: number, hasOneRoot: boolean) =>
  fc.tuple(
    ...Array.from({ length: count }, (_, index) =>
      index === 0 ? fc.constant(null) : hasOneRoot ? upTo(index) : seldom(upTo(index), 1),
    ),
  );

const organizations = (territoryCount: number): Arbitrary<WorldOrganization[]> =>
  upTo(counts.organizations).chain((count) =>
    parents(count, true).chain((above) =>
      fc.tuple(
        ...above.map((parentId, index) =>
          fc.record({
            id: fc.constant(index + 1),
            key: fc.constant(`organization-${index + 1}`),
            parentId: fc.constant(parentId),
            territoryId: seldom(upTo(territoryCount), 1),
            partnerType: seldom(one("reseller", "msp"), 1),
            status: fc.oneof(
              { weight: 12, arbitrary: fc.constant("active" as const) },
              { weight: 1, arbitrary: fc.constant("deactivated" as const) },
            ),
            guardrail: seldom(somePermissions, 8),
          }),
        ),
      ),
    ),
  );

const territories = upTo(counts.territories).chain((count) =>
  parents(count, false).map((above) =>
    above.map((parentId, index) => ({ id: index + 1, key: `territory-${index + 1}`, parentId })),
  ),
);

const programs = (organizationCount: number): Arbitrary<World["programs"]> =>
  many(counts.programs, (id) =>
    fc
      .uniqueArray(
        fc
          .record({
            organizationId: upTo(organizationCount),
            from: one(...moments),
            until: seldom(one(worldNow + 2 * hour, worldNow + 72 * hour, worldNow), 1),
          })
          .filter(({ from, until }) => until === null || from < until),
        { maxLength: 5, selector: ({ organizationId }) => organizationId },
      )
      .map((enrollments) => ({ id, key: `program-${id}`, enrollments })),
  );

const users = (organizationCount: number): Arbitrary<WorldUser[]> =>
  many(counts.users, (id) =>
    fc.record({
      id: fc.constant(id),
      key: fc.constant(`user-${id}@example.org`),
      organizationId: fc.oneof(fc.constant(1), upTo(organizationCount), upTo(Math.min(3, organizationCount))),
      status: fc.oneof(
        { weight: 12, arbitrary: fc.constant("active" as const) },
        { weight: 1, arbitrary: one("invited" as const, "deactivated" as const) },
      ),
      jobRole: seldom(one("sales", "support"), 1),
      region: seldom(one("north", "south"), 1),
      readOnly: fc.oneof({ weight: 7, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      expiresAt: seldom(one(...moments), 7),
    }),
  );

function many<Item>(max: number, item: (id: number) => Arbitrary<Item>): Arbitrary<Item[]> {
  return upTo(max).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => item(index + 1))));
}

const rule = (sizes: Sizes): Arbitrary<WorldGroup["rule"]> => {
  const named = (noun: string, max: number) => ids(max, 2).map((found) => found.map((id) => `${noun}-${id}`));
  const values: Record<RuleAttribute, Arbitrary<string[]>> = {
    jobRole: fc.subarray(["sales", "support"]),
    region: fc.subarray(["north", "south"]),
    partnerType: fc.subarray(["reseller", "msp"]),
    organization: named("organization", sizes.organizations),
    territory: named("territory", sizes.territories),
    program: named("program", sizes.programs),
  };
  return fc
    .subarray(Object.keys(values) as RuleAttribute[], { maxLength: 2 })
    .chain(
      (chosen) =>
        fc.record(Object.fromEntries(chosen.map((attribute) => [attribute, values[attribute]]))) as Arbitrary<
          WorldGroup["rule"]
        >,
    );
};

const members = (sizes: Sizes, most: number): Arbitrary<WorldGroup["members"]> =>
  fc.uniqueArray(
    fc.tuple(upTo(sizes.users), window).map(([userId, open]) => ({ userId, ...open })),
    {
      maxLength: most,
      selector: ({ userId }) => userId,
    },
  );

/** Groups hold only groups of a higher number, so no circle can close. */
const groups = (sizes: Sizes): Arbitrary<WorldGroup[]> =>
  fc.tuple(
    ...Array.from({ length: sizes.groups }, (_, index) =>
      one("team" as const, "security" as const, "rule" as const).chain((type) =>
        fc.record({
          id: fc.constant(index + 1),
          key: fc.constant(`group-${index + 1}`),
          organizationId: fc.oneof(fc.constant(1), upTo(sizes.organizations)),
          type: fc.constant(type),
          members: members(sizes, type === "rule" ? 0 : 3),
          groups: ids(sizes.groups - index - 1, 2).map((found) => found.map((inner) => inner + index + 1)),
          rule: type === "rule" ? rule(sizes) : fc.constant(null),
        }),
      ),
    ),
  );

export const customer = (id: number, sizes: Sizes): Arbitrary<WorldCustomer> =>
  fc.record({
    id: fc.constant(id),
    key: fc.constant(`customer-${id}`),
    organizationId: upTo(sizes.organizations),
    territoryId: seldom(upTo(sizes.territories), 1),
    accountManagerId: seldom(upTo(sizes.users), 1),
  });

/** How many of each thing a world has. */
export const sizesOf = (world: World): Sizes => ({
  organizations: world.organizations.length,
  territories: world.territories.length,
  programs: world.programs.length,
  users: world.users.length,
  roles: world.roles.length,
  groups: world.groups.length,
  customers: world.customers.length,
});

/** Small worlds with everything in them that the model speaks of. Ids count from 1 within each kind. */
export const randomWorld: Arbitrary<World> = territories.chain((territoryNodes) =>
  organizations(territoryNodes.length).chain((nodes) =>
    fc
      .record({
        programs: programs(nodes.length),
        users: users(nodes.length),
        roles: many(counts.roles, (id) =>
          fc.record({
            id: fc.constant(id),
            key: fc.constant(`role-${id}`),
            organizationId: upTo(nodes.length),
            permissions: somePermissions,
          }),
        ),
        groupCount: upTo(counts.groups),
        customerCount: upTo(counts.customers),
        grantCount: fc.integer({ min: 0, max: counts.grants }),
      })
      .chain(({ groupCount, customerCount, grantCount, ...known }) => {
        const sizes: Sizes = {
          organizations: nodes.length,
          territories: territoryNodes.length,
          programs: known.programs.length,
          users: known.users.length,
          roles: known.roles.length,
          groups: groupCount,
          customers: customerCount,
        };
        return fc.record({
          now: fc.constant(worldNow),
          organizations: fc.constant(nodes),
          territories: fc.constant(territoryNodes),
          programs: fc.constant(known.programs),
          users: fc.constant(known.users),
          roles: fc.constant(known.roles),
          groups: groups(sizes),
          customers: fc.tuple(...Array.from({ length: customerCount }, (_, index) => customer(index + 1, sizes))),
          grants: fc.tuple(...Array.from({ length: grantCount }, (_, index) => randomGrant(index + 1, sizes))),
        });
      }),
  ),
);
