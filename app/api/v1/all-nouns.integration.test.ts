import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { can } from "@/lib/access/decide";
import { permissions, type Permission } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { readGuard, settled } from "@/lib/domain/access/guard";
import { viewerOf } from "@/lib/domain/access/viewers";
import { apiRouter } from "@/lib/testing/api-router";
import { apiToken } from "@/lib/testing/api-token";
import { oracleAllows } from "@/lib/testing/oracle";
import { randomWorld, worldNow } from "@/lib/testing/random-world";
import { ownDatabase } from "@/lib/testing/own-database";
import { storeWorld } from "@/lib/testing/store-world";
import { pathOf, recordsOf, type RecordRef, type World } from "@/lib/testing/world";

const worlds = Math.ceil(Number(process.env.PORTICO_WORLDS ?? 25) / 4);
const api = apiRouter("app/api/v1");

beforeAll(async () => {
  await ownDatabase("rest_nouns");
  vi.useFakeTimers({ toFake: ["Date"], now: worldNow });
});
afterAll(() => void vi.useRealTimers());

type Named = { id: number; key: string };
type Noun = { path: string; one: string; records: (world: World) => Named[]; sees: (world: World, viewer: Viewer, verb: "list" | "view", id: number) => boolean };

const byHome = (path: string, homeOf: (world: World, id: number) => number, records: Noun["records"]): Noun => ({
  path,
  one: path.slice(0, -1),
  records,
  sees: (world, { facts }, verb, id) => oracleAllows(world, facts.userId, `${path}.${path === "grants" ? "list" : verb}` as Permission, { type: "organization", id: homeOf(world, id) }),
});

const find = <Item extends { id: number }>(items: readonly Item[], id: number) => items.find((item) => item.id === id)!;
/** Names of territories and programs are shared words: known to whoever holds the permission on anything. */
const shared = (path: "territories" | "programs", one: string): Noun => ({
  path,
  one,
  records: (world) => world[path],
  sees: (_, viewer) => can(viewer, `${path}.list`),
});

const roleHome = (world: World, id: number) => find(world.roles, id).organizationId;
const roles = byHome("roles", roleHome, (world) => world.roles);

const nouns: Noun[] = [
  byHome("organizations", (_, id) => id, (world) => world.organizations),
  byHome("users", (world, id) => find(world.users, id).organizationId, (world) => world.users),
  byHome("groups", (world, id) => find(world.groups, id).organizationId, (world) => world.groups),
  {
    ...roles,
    // Roles of the organizations above one's home are usable, and so they are listed.
    sees: (world, viewer, verb, id) =>
      roles.sees(world, viewer, verb, id) ||
      (can(viewer, `roles.${verb}`) && pathOf(world.organizations, find(world.users, viewer.facts.userId).organizationId).slice(1).includes(roleHome(world, id))),
  },
  byHome(
    "grants",
    (world, id) => {
      const { userId, groupId } = find(world.grants, id);
      return userId === null ? find(world.groups, groupId!).organizationId : find(world.users, userId).organizationId;
    },
    (world) => world.grants,
  ),
  shared("territories", "territory"),
  shared("programs", "program"),
];

type Page = { rows: Named[]; next: string | null; total: { count: number; exact: boolean } };

async function listed(path: string, token: string): Promise<{ keys: string[]; total: number }> {
  const keys: string[] = [];
  for (let after = ""; ; ) {
    const answer = await api(`/${path}?limit=4${after}`, { token });
    expect(answer.status).toBe(200);
    const page = (await answer.json()) as Page;
    keys.push(...page.rows.map(({ key }) => key));
    if (!page.next) return { keys: keys.sort(), total: page.total.count };
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}

async function checkNoun(world: World, viewer: Viewer, token: string, noun: Noun): Promise<void> {
  const { path, records, sees } = noun;
  if (can(viewer, `${path}.list` as Permission)) {
    const visible = records(world).filter(({ id }) => sees(world, viewer, "list", id)).map(({ key }) => key);
    expect(await listed(path, token), `the list of ${path}`).toEqual({ keys: visible.sort(), total: visible.length });
  }
  const opens = permissions.some(({ key }) => key === `${path}.view`) ? (`${path}.view` as Permission) : (`${path}.list` as Permission);
  for (const { id } of records(world).slice(0, 3)) {
    const expected = sees(world, viewer, "view", id) ? 200 : can(viewer, opens) ? 404 : 403;
    expect([path, id, (await api(`/${path}/${id}`, { token })).status]).toEqual([path, id, expected]);
  }
}

/** What the model says of every record and permission, asked in one call as access/check takes it. */
async function checkAnswers(world: World, viewer: Viewer, token: string): Promise<void> {
  const { userId } = viewer.facts;
  const questions = recordsOf(world).flatMap((record) => permissions.map(({ key }) => ({ permission: key, record }))).filter((_, at) => at % 7 === userId % 7).slice(0, 1000);
  const answer = await api("/access/check", { token, method: "POST", body: { checks: questions } });
  const { results } = (await answer.json()) as { results: { allowed: boolean; reasons: object[]; missing: string[] }[] };
  expect(answer.status).toBe(200);
  // A customer that may not be seen answers like one that is not there, whatever else is held on its partner.
  const isHidden = (record: RecordRef) => record.type === "customer" && !oracleAllows(world, userId, "customers.list", record);
  const expected = ({ permission, record }: (typeof questions)[number]) => !isHidden(record) && oracleAllows(world, userId, permission, record);
  const wrong = questions.filter((question, at) => results[at]!.allowed !== expected(question));
  expect(wrong).toEqual([]);
  expect(results.filter(({ allowed, reasons, missing }) => (allowed ? reasons.length === 0 : missing.length === 0))).toEqual([]);
}

async function check(world: World): Promise<void> {
  await storeWorld(world);
  for (const { id } of world.users) {
    const viewer = await viewerOf(id, await settled(await readGuard()));
    if (!viewer) continue;
    const token = await apiToken(viewer);
    for (const noun of nouns) await checkNoun(world, viewer, token, noun);
    await checkAnswers(world, viewer, token);
  }
}

test(
  "in random worlds every noun's REST list, its records and access/check say exactly what the model says",
  () => fc.assert(fc.asyncProperty(randomWorld, check), { numRuns: worlds, endOnFailure: true }),
  900_000,
);
