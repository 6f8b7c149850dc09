import { expect, test } from "@playwright/test";
import { killAndCompare } from "@/lib/testing/crash/kill-and-compare";
import { withStand } from "@/lib/testing/crash/stand";

test("nothing acknowledged is lost, and nothing is without its log row, when server and database are killed", async () => {
  test.setTimeout(240_000);
  const { acknowledged, lost, unlogged, serverBack, databaseBack } = await killAndCompare({ writes: 120, serverKills: 2, databaseKills: 2 });

  expect({ lost, unlogged, kills: [serverBack.length, databaseBack.length] }).toEqual({ lost: [], unlogged: [], kills: [2, 2] });
  expect(acknowledged).toBeGreaterThanOrEqual(120);
});

test("a database that hangs holds nobody up: requests end with a time to try again, and go on when it does", async () => {
  test.setTimeout(120_000);
  await withStand(async ({ url, token, freezeDatabase }) => {
    const timed = async (path: string) => {
      const began = performance.now();
      const { status, headers } = await fetch(url + path, { headers: { Authorization: `Bearer ${token}` } });
      return { status, seconds: (performance.now() - began) / 1000, again: headers.get("retry-after") };
    };
    expect((await timed("/api/v1/customers")).status).toBe(200);

    const thaw = await freezeDatabase();
    const [healthy, ...asked] = await Promise.all([timed("/healthz"), timed("/api/v1/customers"), timed("/api/v1/me"), timed("/readyz")]);
    thaw();

    expect(healthy.status).toBe(200);
    expect(asked.map(({ status, again }) => [status, again !== null])).toEqual([[503, true], [503, true], [503, true]]);
    for (const { seconds } of asked) expect(seconds).toBeLessThan(15); // by the deadline, with room for a busy machine
    await expect.poll(async () => (await timed("/api/v1/customers")).status, { timeout: 10_000 }).toBe(200);
  });
});
