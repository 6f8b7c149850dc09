import fc from "fast-check";
import { expect, test } from "vitest";
import { answers, probeOf } from "./probe";
import { meets } from "./scope";
import { everything } from "./scope-id";
import type { ScopeSet } from "./scope-set";

const id = fc.integer({ min: 1, max: 60 });
const anyId = fc.oneof(id, fc.integer({ min: 1, max: 2 ** 40 }));
const atom = fc.record({ include: fc.oneof(fc.constant(everything), id), require: fc.array(id, { maxLength: 2 }), exclude: fc.array(id, { maxLength: 2 }) });
const set = fc.record({ all: fc.boolean(), plain: fc.uniqueArray(anyId, { maxLength: 40 }).map((ids) => new Set(ids)), atoms: fc.array(atom, { maxLength: 4 }) });

function plainly({ all, plain, atoms }: ScopeSet, record: readonly number[]): boolean {
  return all || record.some((one) => plain.has(one)) || atoms.some((one) => meets(one, record));
}

test("the numbers answer as the sets do that they were made from", () => {
  fc.assert(
    fc.property(fc.array(set, { minLength: 1, maxLength: 4 }), fc.array(fc.array(anyId, { maxLength: 12 }), { minLength: 1 }), (sets, records) => {
      const probe = probeOf(sets, Uint8Array.from([255, ...sets.keys()]));
      for (const record of [...records, ...records.map((ids, at) => [...ids, [...(sets[at % sets.length]!.plain)][0] ?? 1])]) {
        expect(answers(probe, 0, record)).toBe(false);
        sets.forEach((one, at) => expect(answers(probe, at + 1, record)).toBe(plainly(one, record)));
      }
    }),
    { numRuns: 500 },
  );
});

test("hundreds of lists are all found, and nothing else is", () => {
  const plain = new Set(Array.from({ length: 500 }, (_, at) => at * 48 + 5));
  const probe = probeOf([{ all: false, plain, atoms: [] }], Uint8Array.of(0));
  const found = Array.from({ length: 30_000 }, (_, one) => one).filter((one) => answers(probe, 0, [one]));
  expect(found).toEqual([...plain]);
});

test("ids that fall on one place are told apart", () => {
  const plain = new Set([1, 2, 3].map((turn) => turn * 2 ** 32 + 5));
  const probe = probeOf([{ all: false, plain, atoms: [] }], Uint8Array.of(0));
  expect([...plain].map((one) => answers(probe, 0, [one]))).toEqual([true, true, true]);
  expect(answers(probe, 0, [5])).toBe(false);
});
