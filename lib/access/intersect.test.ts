import fc from "fast-check";
import { expect, test } from "vitest";
import { oracleAllows } from "../testing/oracle";
import { randomWorld } from "../testing/random-world";
import { untilEnough } from "../testing/until-enough";
import { recordScopes, recordsOf, viewerFacts, type World } from "../testing/world";
import { compileAccess } from "./compile";
import { allowed } from "./decide";
import { intersectAccess, type Rights } from "./intersect";
import { isWrite, permissions } from "./permissions";
import { probeOf } from "./probe";
import { everything, scopeId } from "./scope-id";

const rightsOf = (world: World, userId: number): Rights => {
  const facts = viewerFacts(world, userId);
  return { access: compileAccess(facts, world.now), homePath: facts.homePath };
};

/** Each two of the world's people (one may be both), with every record and permission. */
function* questions(world: World) {
  const records = recordsOf(world).map((ref) => ({ ref, scopes: recordScopes(world, ref) }));
  const asked = records.flatMap((record) => permissions.map(({ key }) => ({ ...record, key })));
  const people = world.users.map(({ id }) => ({ id, ...rightsOf(world, id) }));
  for (const [own, theirs] of people.flatMap((one) => people.map((other) => [one, other] as const))) {
    const access = intersectAccess(own, theirs);
    for (const question of asked) yield { own: own.id, theirs: theirs.id, access, ...question };
  }
}

test("whoever sees with another's eyes may exactly what both may read, and write nothing", { timeout: 60_000 }, async () => {
  let [shared, lost] = [0, 0];
  const check = (world: World) => {
    for (const { own, theirs, access, ref, scopes, key } of questions(world)) {
      const [mine, other] = [oracleAllows(world, own, key, ref), oracleAllows(world, theirs, key, ref)];
      const wanted = !isWrite(key) && mine && other;
      if (allowed(access, key, scopes) !== wanted) expect({ own, theirs, key, ref, allowed: !wanted }).toMatchObject({ allowed: wanted });
      if (wanted) shared++;
      else if (mine || other) lost++;
    }
  };
  await untilEnough(() => fc.assert(fc.property(randomWorld, check), { numRuns: 40 }), () => shared > 100 && lost > 100);
  expect(shared).toBeGreaterThan(100);
  expect(lost).toBeGreaterThan(100);
});

test("a scope that only a condition names stays a condition: it may lie inside a plain one, and lists would tell its records twice", () => {
  const [outer, inner] = [scopeId("territory", 1), scopeId("territory", 2)];
  const set = { all: false, plain: new Set([outer]), atoms: [{ include: everything, require: [inner], exclude: [] }] };
  const of = Uint8Array.from(permissions, ({ kind }) => (kind === "read" ? 0 : 255));
  const rights: Rights = { access: { userId: 1, sets: [set], of, probe: probeOf([set], of), until: Infinity }, homePath: [9] };

  expect(intersectAccess(rights, rights).sets).toEqual([set]);
});

test("goes stale as soon as either of the two does", () => {
  const access = (until: number) => compileAccess({ ...person, expiresAt: until }, 0);
  const person = {
    userId: 1, name: "Mia", email: "mia@example.org", homePath: [1], homeName: "North", isActive: true, expiresAt: null, readOnly: false,
    guardrails: [], territoryPaths: new Map(), memberships: [], grants: [],
  };
  const ends = (own: number, theirs: number) => intersectAccess({ access: access(own), homePath: [1] }, { access: access(theirs), homePath: [1] }).until;
  expect([ends(50, 70), ends(90, 70)]).toEqual([50, 70]);
});
