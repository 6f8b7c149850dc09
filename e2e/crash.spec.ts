import { expect, test } from "@playwright/test";
import { editTogether } from "@/lib/testing/crash/editors";
import { faultsUnderLoad } from "@/lib/testing/crash/faults";
import { killAndCompare } from "@/lib/testing/crash/kill-and-compare";
import { onDatabase, standCookie, withStand } from "@/lib/testing/crash/stand";
import { probe } from "@/lib/testing/probing/run";

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

test("a line so slow that a request's statements would take half a minute together ends it with a time to try again, though each of them is in time", async () => {
  test.setTimeout(120_000);
  await withStand(async (stand) => {
    await onDatabase(stand.databaseUrl, (client) => client.query("UPDATE roles SET permissions = permissions || '{customers.export,organizations.list}'"));
    const { name, value, url } = await standCookie(stand);
    const asked = async (path: string) => {
      const answer = await fetch(url + path, { headers: { Cookie: `${name}=${value}` }, redirect: "manual" });
      await answer.arrayBuffer();
      return [answer.status, answer.headers.has("retry-after")];
    };
    const paths = ["/customers", "/customers/export", "/api/lookup/organizations?q=root"];
    const well = paths.map(() => [200, false]);
    expect(await Promise.all(paths.map(asked))).toEqual(well);

    stand.wire.set({ kind: "delay", milliseconds: 2500 });
    const late = await Promise.all(paths.map(asked));
    stand.wire.set({ kind: "none" });

    expect(late).toEqual(paths.map(() => [503, true]));
    await expect.poll(() => Promise.all(paths.map(asked))).toEqual(well);
  });
});

test("what goes wrong between portal and database ends requests with an answer, leaves no transaction open and no error uncaught", async () => {
  test.setTimeout(240_000);
  const reports = await faultsUnderLoad(2, (name) => ["line silent", "connections cut", "connections ended by the database"].includes(name));

  expect(reports).toHaveLength(3);
  for (const { name, leaked, uncaught, statuses } of reports) {
    expect({ name, leaked, uncaught, others: Object.keys(statuses).filter((status) => status !== "200" && status !== "503") }).toEqual({ name, leaked: 0, uncaught: 0, others: [] });
  }
});

test("editors of the same field at once, by form and by REST, lose nothing", async () => {
  test.setTimeout(240_000);
  const { edits, lost, clashes } = await editTogether({ editors: 8, rounds: 3, customers: 2 });

  expect({ edits, lost }).toEqual({ edits: 24, lost: [] });
  expect(clashes, "they met").toBeGreaterThan(0);
});

test("everybody in a tree of sixty organizations is answered as the model says, over HTTP, also by a server that has just started", async () => {
  test.setTimeout(240_000);
  const { reads, writes, faults } = await probe({ requests: 600, writes: 1 / 6, seed: 7, restartEvery: 8000, most: 120_000 });

  expect(faults).toEqual([]);
  expect([reads > 300, writes > 30]).toEqual([true, true]);
});
