import fc, { type Arbitrary } from "fast-check";
import { describe, expect, test } from "vitest";
import { randomGrant } from "../testing/random-grant";
import { customer, randomWorld, sizesOf } from "../testing/random-world";
import { giftOf, treeOf } from "../testing/gift";
import { recordScopes, recordsOf, viewerFacts, type World, type WorldGrant } from "../testing/world";
import { compileAccess, type Access } from "./compile";
import { allowed, heldPermissions } from "./decide";
import { isToSelf, lackedFor, placesNeeded } from "./delegation";
import { permissions, type Permission } from "./permissions";
import type { ViewerFacts } from "./viewer";

const open = { from: null, until: null };

/** A gift near one of the world's grants: its scope as it is, or nearer, narrower, or with something left out. */
const gift = (world: World): Arbitrary<WorldGrant> => {
  const id = world.grants.length + 1;
  const sizes = sizesOf(world);
  const fresh = randomGrant(id, sizes).map((grant): WorldGrant => ({ ...grant, ...open }));
  if (world.grants.length === 0) return fresh;
  const alike = fc
    .tuple(fc.constantFrom(...world.grants), fresh, fc.nat(5), fc.boolean())
    .map(([grant, other, change, toUser]): WorldGrant => {
      const like: WorldGrant = { ...other, scope: grant.scope, narrow: grant.narrow, except: grant.except };
      if (toUser) Object.assign(like, { userId: (change % sizes.users) + 1, groupId: null });
      if (change === 1) return { ...like, narrow: other.narrow };
      if (change === 2)
        return {
          ...like,
          except: {
            customers: grant.except.customers,
            organizations: [...other.except.organizations, ...grant.except.organizations],
          },
        };
      if (change === 3 && grant.scope.kind === "subtree") return { ...like, scope: { ...grant.scope, kind: "direct" } };
      return change === 4 ? { ...like, scope: other.scope } : like;
    });
  return fc.oneof({ weight: 1, arbitrary: fresh }, { weight: 3, arbitrary: alike });
};

/** The world as it may be later: organizations founded below others, customers, territories and enrolments moved about. */
const later = (world: World): Arbitrary<World> => {
  const founded = fc.array(
    fc.tuple(fc.integer({ min: 1, max: world.organizations.length }), fc.nat(world.territories.length)),
    { maxLength: 4 },
  );
  return founded.chain((news) => {
    const organizations = [
      ...world.organizations,
      ...news.map(([parentId, territory], index) => {
        const id = world.organizations.length + index + 1;
        return {
          ...world.organizations[0]!,
          id,
          key: `organization-${id}`,
          parentId,
          territoryId: territory === 0 ? null : territory,
          guardrail: null,
        };
      }),
    ];
    const sizes = { ...sizesOf(world), organizations: organizations.length };
    const place = fc.integer({ min: 1, max: organizations.length });
    return fc
      .record({
        customers: fc.tuple(
          ...Array.from({ length: world.customers.length + 3 }, (_, index) => customer(index + 1, sizes)),
        ),
        enrolled: fc.tuple(...world.programs.map(() => fc.uniqueArray(place, { maxLength: 4 }))),
        territories: fc.tuple(...organizations.map(() => fc.nat(world.territories.length))),
      })
      .map(({ customers, enrolled, territories }) => ({
        ...world,
        customers,
        organizations: organizations.map((organization, index) => ({
          ...organization,
          territoryId: territories[index]! || null,
        })),
        programs: world.programs.map((program, index) => ({
          ...program,
          enrollments: enrolled[index]!.map((organizationId) => ({ organizationId, from: world.now, until: null })),
        })),
      }));
  });
};

const giverIn = (world: World, userId: number) => {
  const facts = viewerFacts(world, userId);
  return { facts, access: compileAccess(facts, world.now) };
};

/** The person's access by this grant alone, with the limits on the person lifted: what the gift itself can ever be worth. */
function worthOf(world: World, grant: WorldGrant, holderId: number): Access {
  const facts = viewerFacts({ ...world, grants: [grant] }, holderId);
  return compileAccess({ ...facts, isActive: true, expiresAt: null, readOnly: false, guardrails: [] }, world.now);
}

/** Rights that the gift would give its holder and the giver lacks, though the permission was not called lacking. */
function leaks(
  world: World,
  given: WorldGrant,
  giver: { facts: ViewerFacts; access: Access },
  lackedAt: (holderId: number) => Permission[],
) {
  const after = { ...world, grants: [...world.grants, given] };
  const records = recordsOf(world).map((ref) => ({ name: `${ref.type}:${ref.id}`, scopes: recordScopes(after, ref) }));
  const proven = world.users.flatMap(({ id }) => {
    const worth = worthOf(world, given, id);
    const cleared = heldPermissions(worth).filter((permission) => !lackedAt(id).includes(permission));
    return cleared.flatMap((permission) =>
      records
        .filter(({ scopes }) => allowed(worth, permission, scopes))
        .map(({ name, scopes }) => ({ name, permission, isHeld: allowed(giver.access, permission, scopes) })),
    );
  });
  const found = proven.filter(({ isHeld }) => !isHeld).map(({ name, permission }) => `${permission} ${name}`);
  return { found, proven: proven.length };
}

describe("nobody gives what they lack", { timeout: 30_000 }, () => {
  const worlds = randomWorld.chain((world) => fc.tuple(fc.constant(world), gift(world), later(world)));
  const isJudged = (world: World, grant: WorldGrant, giverId: number) => {
    const giver = giverIn(world, giverId);
    const lackedAt = new Map(
      world.users.map(({ id }) => [id, lackedFor(giver, giftOf(world, grant, id), treeOf(world))]),
    );
    return { giver, lackedAt: (holderId: number) => lackedAt.get(holderId)! };
  };

  test("what is not called lacking, the giver has: on every record of the world, for every holder", () => {
    let total = 0;
    fc.assert(
      fc.property(worlds, ([world, grant]) => {
        for (const { id } of world.users) {
          const { giver, lackedAt } = isJudged(world, grant, id);
          const { found, proven } = leaks(world, grant, giver, lackedAt);
          total += proven;
          expect(found).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
    expect(total).toBeGreaterThan(1_000);
  });
  test("the same holds on every record that may come later, lists of customers apart", () => {
    let total = 0;
    fc.assert(
      fc.property(worlds, ([world, grant, future]) => {
        fc.pre(grant.scope.kind !== "customers");
        for (const { id } of world.users) {
          const { giver, lackedAt } = isJudged(world, grant, id);
          const { found, proven } = leaks(future, grant, giver, lackedAt);
          total += proven;
          expect(found).toEqual([]);
        }
      }),
      { numRuns: 400 },
    );
    expect(total).toBeGreaterThan(1_000);
  });
  test("the ids named beforehand are all that is looked up", () => {
    fc.assert(
      fc.property(worlds, ([world, grant]) => {
        for (const { id } of world.users) {
          const giver = giverIn(world, id);
          for (const holder of world.users) {
            const given = giftOf(world, grant, holder.id);
            const { organizations, territories, grants } = placesNeeded(giver.access, given);
            const tree = treeOf(world);
            const only =
              <Result>(named: number[], look: (id: number) => Result) =>
              (sought: number) => {
                expect(named).toContain(sought);
                return look(sought);
              };
            lackedFor(giver, given, {
              organizationPath: only(organizations, tree.organizationPath),
              territoryPath: only(territories, tree.territoryPath),
              exceptedCustomers: only(grants, tree.exceptedCustomers),
            });
          }
        }
      }),
      { numRuns: 100 },
    );
  });
  test("somebody of the operator with all permissions on everything can give anything", () => {
    fc.assert(
      fc.property(worlds, ([world, grant]) => {
        const all = { id: 99, key: "all", organizationId: 1, permissions: permissions.map(({ key }) => key) };
        const own: WorldGrant = {
          ...grant,
          ...open,
          id: 999,
          key: "own",
          roleId: 99,
          userId: 1,
          groupId: null,
          level: "write",
          scope: { kind: "everything", ref: null, customers: [] },
          narrow: { territoryId: null, programId: null },
          except: { customers: [], organizations: [] },
        };
        const facts = viewerFacts({ ...world, roles: [...world.roles, all], grants: [own] }, 1);
        const giver = {
          facts: { ...facts, homePath: [1], isActive: true, expiresAt: null, readOnly: false, guardrails: [] },
        };
        const access = compileAccess(giver.facts, world.now);
        for (const { id } of world.users)
          expect(lackedFor({ ...giver, access }, giftOf(world, grant, id), treeOf(world))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

test("a gift to oneself, or to a group one is in by whatever way, is to oneself", () => {
  const facts = {
    userId: 4,
    memberships: [{ groupId: 2, via: [1, 2], from: null, until: null }],
  } as unknown as ViewerFacts;
  const answers = [
    [4, null],
    [5, null],
    [null, 2],
    [null, 3],
  ].map(([userId, groupId]) => isToSelf(facts, { userId: userId!, groupId: groupId! }));
  expect(answers).toEqual([true, false, true, false]);
});
