import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Allowances } from "./allowance";

beforeEach(() => vi.useFakeTimers({ now: 1_000_000, toFake: ["Date"] }));
afterEach(() => vi.useRealTimers());

test("each has a window of their own, which begins with their first request and gives all back when it ends", () => {
  const allowances = new Allowances(3, 60_000);

  expect(allowances.of("a")).toEqual({ left: 3, seconds: 60 });
  expect([allowances.count("a"), allowances.count("a")]).toEqual([{ left: 2, seconds: 60 }, { left: 1, seconds: 60 }]);
  vi.setSystemTime(1_000_000 + 59_500);
  expect([allowances.count("a").left, allowances.count("a").left, allowances.of("a")]).toEqual([0, 0, { left: 0, seconds: 1 }]);
  expect(allowances.count("b")).toEqual({ left: 2, seconds: 60 });
  vi.setSystemTime(1_000_000 + 60_000);
  expect([allowances.of("a").left, allowances.count("a").left, allowances.of("b").left]).toEqual([3, 2, 2]);
});

test("asking what is left counts nothing and remembers nobody", () => {
  const allowances = new Allowances(3, 60_000);
  for (let at = 0; at < 10; at++) allowances.of("a");

  expect([allowances.size, allowances.of("a").left]).toEqual([0, 3]);
});

test("whoever does not come again is forgotten once their window has ended", () => {
  const allowances = new Allowances(3, 60_000);
  for (let at = 0; at < 1000; at++) allowances.count(`first ${at}`);
  vi.setSystemTime(1_000_000 + 30_000);
  allowances.count("second");
  vi.setSystemTime(1_000_000 + 60_000);
  allowances.count("first 7");

  expect(allowances.size).toBe(2);
});
