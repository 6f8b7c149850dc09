import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oracleAllows } from "../testing/oracle";
import { randomGrant, randomWorld, sizesOf } from "../testing/random-world";
import { recordScopes, recordsOf, viewerFacts, type World } from "../testing/world";
import { compileAccess } from "./compile";
import { allowed } from "./decide";
import { permissions } from "./permissions";

/** Everything the real decision allows in the world, one line each. */
function rights(world: World): Set<string> {
  const records = recordsOf(world).map((ref) => ({ name: `${ref.type}:${ref.id}`, scopes: recordScopes(world, ref) }));
  const found = new Set<string>();
  for (const { id } of world.users) {
    const access = compileAccess(viewerFacts(world, id), world.now);
    for (const { key } of permissions) {
      for (const { name, scopes } of records) if (allowed(access, key, scopes)) found.add(`${id} ${key} ${name}`);
    }
  }
  return found;
}

/** The same as the access model says it. */
function rightsByTheModel(world: World): Set<string> {
  const found = new Set<string>();
  for (const { id } of world.users) {
    for (const { key } of permissions) {
      for (const ref of recordsOf(world)) if (oracleAllows(world, id, key, ref)) found.add(`${id} ${key} ${ref.type}:${ref.id}`);
    }
  }
  return found;
}

const extra = (a: Set<string>, b: Set<string>) => [...a].filter((right) => !b.has(right));

describe("the decision", { timeout: 30_000 }, () => {
  test("allows exactly what the access model allows, in random worlds", () => {
    let total = 0;
    fc.assert(
      fc.property(randomWorld, (world) => {
        const [real, model] = [rights(world), rightsByTheModel(world)];
        total += model.size;
        expect({ tooMuch: extra(real, model), tooLittle: extra(model, real) }).toEqual({ tooMuch: [], tooLittle: [] });
      }),
      { numRuns: 400 },
    );
    expect(total).toBeGreaterThan(10_000);
  });
  test("adding a grant never takes anything away, removing one never gives anything", () => {
    let gained = 0;
    const worldAndGrant = randomWorld.chain((world) => fc.tuple(fc.constant(world), randomGrant(world.grants.length + 1, sizesOf(world))));
    fc.assert(
      fc.property(worldAndGrant, ([world, grant]) => {
        const before = rights(world);
        const after = rights({ ...world, grants: [...world.grants, grant] });
        gained += after.size - before.size;
        expect(extra(before, after)).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(gained).toBeGreaterThan(1_000);
  });
});
