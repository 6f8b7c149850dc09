import { expect, test } from "vitest";
import { mannWhitney } from "./ranks";

const spread = (from: number) => Array.from({ length: 300 }, (_, at) => from + ((at * 7919) % 1000) / 100);

test("samples of one distribution cannot be told apart, those of two can", () => {
  expect(mannWhitney(spread(50), spread(50))).toBeGreaterThan(0.5);
  expect(mannWhitney(spread(50), spread(52))).toBeLessThan(0.001);
  expect(mannWhitney([1, 2, 3], [1, 2, 3])).toBeGreaterThan(0.9);
});
