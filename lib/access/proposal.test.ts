import fc from "fast-check";
import { expect, test } from "vitest";
import { permissions, withImplied, type Permission } from "./permissions";
import { afterTaking, allOf, allowsTheSame, differenceBetween, named, proposalOf } from "./proposal";

const subset = fc.subarray(permissions.map(({ key }) => key));
const sides = fc.record({ base: subset, theirs: subset, next: subset });
const holds = (keys: readonly string[]) => new Set<string>(withImplied(keys));

test("what the template added and took out is proposed; what the clone did itself is not", () => {
  const base: Permission[] = ["customers.edit", "users.view"];
  const next: Permission[] = ["customers.edit-contact", "customers.suspend"];
  expect(proposalOf({ base, theirs: base, next })).toEqual([
    { key: "customers.edit", change: "remove", conflict: null },
    { key: "customers.suspend", change: "add", conflict: null },
    { key: "users.list", change: "remove", conflict: null },
    { key: "users.view", change: "remove", conflict: null },
  ]);
  expect(proposalOf({ base, theirs: [...next, "imports.run"], next })).toEqual([]);
  expect(afterTaking({ base, theirs: [...base, "imports.run"], next }, ["customers.suspend", "users.list", "users.view"])).toEqual([
    "customers.edit",
    "customers.suspend",
    "imports.run",
  ]);
});

test("a change that would undo the clone's own edit, or cannot act beside it, says so", () => {
  const back = proposalOf({ base: ["customers.view"], theirs: ["customers.list"], next: ["customers.edit-contact"] });
  expect(back).toEqual([{ key: "customers.edit-contact", change: "add", conflict: { kind: "brings-back", keys: ["customers.view"] } }]);
  const kept = { base: ["customers.view"], theirs: ["customers.suspend"], next: ["customers.list"] };
  expect(proposalOf(kept)).toEqual([{ key: "customers.view", change: "remove", conflict: { kind: "kept-by", keys: ["customers.suspend"] } }]);
  expect(afterTaking(kept, allOf(kept))).toEqual(["customers.suspend"]);
});

test("naming a permission that came along anyway is no change", () => {
  expect(proposalOf({ base: ["customers.edit"], theirs: [], next: ["customers.edit", "customers.view"] })).toEqual([]);
  expect(allowsTheSame(["customers.edit"], ["customers.edit", "customers.list"])).toBe(true);
  expect(differenceBetween(["customers.view"], ["customers.edit-contact"])).toEqual({ added: ["customers.edit-contact"], removed: [] });
});

test("taking nothing leaves the clone letter by letter as it is", () => {
  fc.assert(fc.property(sides, (three) => void expect(afterTaking(three, [])).toEqual(three.theirs)));
});

test("taking all applies every change of the template, and nothing else", () => {
  fc.assert(
    fc.property(sides, (three) => {
      const [base, theirs, next, result] = [three.base, three.theirs, three.next, afterTaking(three, allOf(three))].map(holds) as Set<string>[];
      const kept = new Set(proposalOf(three).flatMap(({ key, conflict }) => (conflict?.kind === "kept-by" ? [key] : [])));
      const back = new Set(proposalOf(three).flatMap(({ conflict }) => (conflict?.kind === "brings-back" ? conflict.keys : [])));
      for (const { key } of permissions) {
        const wanted = base!.has(key) === next!.has(key) ? theirs!.has(key) || back.has(key) : next!.has(key) || kept.has(key);
        expect([key, result!.has(key)]).toEqual([key, wanted]);
      }
    }),
  );
});

test("the clone's own edits are kept, whatever is taken, but for what a conflict named", () => {
  const some = sides.chain((three) => fc.record({ three: fc.constant(three), taken: fc.subarray(allOf(three)) }));
  fc.assert(
    fc.property(some, ({ three, taken }) => {
      const own = differenceBetween(three.base, three.theirs);
      const result = holds(afterTaking(three, taken));
      const back = proposalOf(three).flatMap(({ key, conflict }) => (taken.includes(key) && conflict?.kind === "brings-back" ? conflict.keys : []));
      expect(own.added.filter((key) => !result.has(key))).toEqual([]);
      expect(own.removed.filter((key) => result.has(key) && !back.includes(key) && !holds(taken).has(key))).toEqual([]);
    }),
  );
});

test("no change is offered twice: once decided, the version proposes nothing more that could act", () => {
  fc.assert(
    fc.property(sides, (three) => {
      const theirs = afterTaking(three, allOf(three));
      expect(proposalOf({ ...three, theirs }).filter(({ conflict }) => conflict?.kind !== "kept-by")).toEqual([]);
      expect(proposalOf({ base: three.next, theirs: three.theirs, next: three.next })).toEqual([]);
    }),
  );
});

test("a set by fewer names still allows the same", () => {
  fc.assert(fc.property(subset, subset, (keys, before) => void expect(withImplied(named(withImplied(keys), before))).toEqual(withImplied(keys))));
});
