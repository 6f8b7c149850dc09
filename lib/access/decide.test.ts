import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { oracleAllows } from "../testing/oracle";
import { randomGrant } from "../testing/random-grant";
import { randomWorld, sizesOf } from "../testing/random-world";
import { recordScopes, recordsOf, viewerFacts, type RecordRef, type World } from "../testing/world";
import { compileAccess } from "./compile";
import { allowed } from "./decide";
import { permissions, type Permission } from "./permissions";

type Question = { userId: number; permission: Permission; record: RecordRef };

/** Everything that one may ask in the world, of which the answer is yes; one line each. */
const rightsBy = (world: World, answer: (question: Question) => boolean): Set<string> => {
  const questions = world.users.flatMap(({ id }) =>
    permissions.flatMap(({ key }) => recordsOf(world).map((record) => ({ userId: id, permission: key, record }))),
  );
  return new Set(questions.filter(answer).map((asked) => JSON.stringify(asked)));
};

/** Everything the real decision allows in the world. */
function rights(world: World): Set<string> {
  const access = new Map(world.users.map(({ id }) => [id, compileAccess(viewerFacts(world, id), world.now)]));
  const named = ({ type, id }: RecordRef) => `${type}:${id}`;
  const scopes = new Map(recordsOf(world).map((ref) => [named(ref), recordScopes(world, ref)]));
  return rightsBy(world, ({ userId, permission, record }) =>
    allowed(access.get(userId)!, permission, scopes.get(named(record))!),
  );
}

/** The same as the access model says it. */
const rightsByTheModel = (world: World): Set<string> =>
  rightsBy(world, ({ userId, permission, record }) => oracleAllows(world, userId, permission, record));

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
    const worldAndGrant = randomWorld.chain((world) =>
      fc.tuple(fc.constant(world), randomGrant(world.grants.length + 1, sizesOf(world))),
    );
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
