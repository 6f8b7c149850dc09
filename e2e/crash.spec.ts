import { expect, test } from "@playwright/test";
import { killAndCompare } from "@/lib/testing/crash/kill-and-compare";

test("nothing acknowledged is lost, and nothing is without its log row, when server and database are killed", async () => {
  test.setTimeout(240_000);
  const { acknowledged, lost, unlogged, serverBack, databaseBack } = await killAndCompare({ writes: 120, serverKills: 2, databaseKills: 2 });

  expect({ lost, unlogged, kills: [serverBack.length, databaseBack.length] }).toEqual({ lost: [], unlogged: [], kills: [2, 2] });
  expect(acknowledged).toBeGreaterThanOrEqual(120);
});
