import { expect, test } from "vitest";
import { isFresh } from "./proof";

const minute = 60_000;

test("a proof is good for ten minutes; without a time there is none; tokens have no session to be asked in", () => {
  expect(isFresh({ session: 1, provedAt: 0 }, 10 * minute - 1)).toBe(true);
  expect(isFresh({ session: 1, provedAt: 0 }, 10 * minute)).toBe(false);
  expect(isFresh({ session: 1 }, 0)).toBe(false);
  expect(isFresh({}, 10 * minute)).toBe(true);
});
