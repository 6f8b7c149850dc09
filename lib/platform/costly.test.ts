import { availableParallelism } from "node:os";
import { setImmediate as moment } from "node:timers/promises";
import { expect, test } from "vitest";
import { inTurn } from "./costly";
import { hashPassword, isPassword } from "./password";

test("costly work leaves a processor free, goes on in the order it came, and is refused when too much waits", async () => {
  const ends: (() => void)[] = [];
  const asked = Array.from({ length: 210 }, (_, at) => inTurn(() => new Promise<number>((resolve) => ends.push(() => resolve(at)))));
  const outcomes = Promise.allSettled(asked);
  await moment();

  expect(ends).toHaveLength(Math.max(1, Math.min(2, availableParallelism() - 1)));
  for (let at = 0; at < ends.length; at++) {
    ends[at]!();
    await moment();
  }
  const done = await outcomes;
  const kept = done.filter(({ status }) => status === "fulfilled").map((each) => (each as PromiseFulfilledResult<number>).value);
  expect(kept).toEqual(kept.map((_, at) => at));
  expect(done.slice(kept.length).map((each) => ((each as PromiseRejectedResult).reason as { code: string }).code)).toEqual(Array(210 - kept.length).fill("too-many"));
  expect(kept.length).toBeGreaterThanOrEqual(200);
});

test("work that fails gives its place on; many passwords at once are all judged rightly", async () => {
  await expect(inTurn(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  const hash = await hashPassword("one of many passwords");

  expect(await Promise.all([isPassword(hash, "one of many passwords"), isPassword(hash, "another"), isPassword(null, "one of many passwords")])).toEqual([true, false, false]);
});
