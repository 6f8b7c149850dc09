import fc from "fast-check";
import { expect, test } from "vitest";
import { guardCell, unguardCell } from "./formula-guard";

test("what begins like a formula becomes text, after blanks and in wide forms too", () => {
  for (const payload of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00a0=1", "\u3000＝1", "＋1", "－1", "＠A", "'=1", "\u200b=1"]) {
    expect(guardCell(payload)).toBe(`'${payload}`);
  }
  for (const plain of ["Fjordgata", "12 = 12", "a-b", "", " ", "'s-Hertogenbosch", "Æ", "0"]) expect(guardCell(plain)).toBe(plain);
});

test("reading back gives what was written", () => {
  const text = fc.string({ unit: fc.constantFrom("'", " ", "=", "-", "a", "\t", "＝", "\u00a0"), maxLength: 6 });
  fc.assert(fc.property(text, (value) => unguardCell(guardCell(value)) === value));
});
