import { expect, test } from "@playwright/test";
import { importMany } from "@/lib/testing/crash/importing";
import { withStand } from "@/lib/testing/crash/stand";

test("a large file broken off by a kill leaves nothing, is imported then, and changes nothing a second time; the memory stays bounded", async () => {
  test.setTimeout(240_000);
  const lines = 12_000;
  const { stages, keptByKilled, isImported, customers, logged, projectionFaults, changedBySecond, wrongCounted, reported } = await withStand((stand) => importMany(stand, lines));

  expect({ keptByKilled, isImported, customers, logged, projectionFaults, changedBySecond }).toEqual({ keptByKilled: 0, isImported: true, customers: lines, logged: lines, projectionFaults: 0, changedBySecond: 0 });
  expect([wrongCounted, reported], "every wrong row is counted and told").toEqual([lines, lines]);
  expect(Math.max(...stages.map(({ above }) => above))).toBeLessThan(256);
});
