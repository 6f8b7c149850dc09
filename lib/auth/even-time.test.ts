import { expect, test } from "vitest";
import { inEvenTime, refusedInEvenTime, restOf } from "./even-time";

test("work of different length ends at the same moments", () => {
  expect([restOf(0), restOf(70), restOf(133.5), restOf(200), restOf(201)]).toEqual([0, 130, 66.5, 0, 199]);
});

test("answers and refusals come through as they are", async () => {
  await expect(inEvenTime(() => Promise.resolve("asked"))).resolves.toBe("asked");
  await expect(inEvenTime(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await expect(refusedInEvenTime(() => Promise.resolve("in"))).resolves.toBe("in");
  await expect(refusedInEvenTime(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
});
