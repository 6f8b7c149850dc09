import fc from "fast-check";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { unitOf } from "@/lib/access/difference";
import { permissions } from "@/lib/access/permissions";
import type { ViewerFacts } from "@/lib/access/viewer";
import { ownerPool } from "@/lib/platform/db/client";
import { Problem } from "@/lib/shared/errors";
import { viewer as viewerFor } from "@/lib/testing/build";
import { oracleAllows } from "@/lib/testing/oracle";
import { randomChange, type RandomChange } from "@/lib/testing/random-change";
import { randomWorld, worldNow } from "@/lib/testing/random-world";
import { ownDatabase } from "@/lib/testing/own-database";
import { storeWorld } from "@/lib/testing/store-world";
import { untilEnough } from "@/lib/testing/until-enough";
import type { World } from "@/lib/testing/world";
import { loadFacts } from "../facts";
import { loadManyFacts } from "../many-facts";
import { differenceBy, type Difference } from "./difference";

const worlds = Number(process.env.PORTICO_WORLDS ?? 25);
const changesEach = 8;

beforeAll(async () => {
  await ownDatabase("previews");
  vi.useFakeTimers({ toFake: ["Date"], now: worldNow });
  for (const table of ["grants", "enrollments", "groups", "roles", "users"]) await ownerPool().query("SELECT setval(pg_get_serial_sequence($1, 'id'), 100000)", [table]);
});
afterAll(() => void vi.useRealTimers());

/** The world with one person more, at the operator, who may do everything: whoever makes the changes. */
function withAdministrator(world: World): { world: World; administrator: number } {
  const administrator = 5000;
  const root = world.organizations.find(({ parentId }) => parentId === null)!;
  return {
    administrator,
    world: {
      ...world,
      organizations: world.organizations.map((node) => (node === root ? { ...node, status: "active", guardrail: null } : node)),
      users: [...world.users, { id: administrator, key: "root@example.org", organizationId: root.id, status: "active", jobRole: null, region: null, readOnly: false, expiresAt: null }],
      roles: [...world.roles, { id: 5000, key: "root-role", organizationId: root.id, permissions: permissions.map(({ key }) => key) }],
      grants: [
        ...world.grants,
        {
          id: 5000, key: "root-grant", userId: administrator, groupId: null, roleId: 5000, scope: { kind: "everything", ref: null, customers: [] },
          narrow: { territoryId: null, programId: null }, except: { customers: [], organizations: [] }, level: "write", from: null, until: null,
        },
      ],
    },
  };
}

/** Per person and permission how many records are gained and lost, by the model alone. */
function wanted(before: World, after: World): Record<string, [gained: number, lost: number]> {
  const found: Record<string, [number, number]> = {};
  for (const { id } of before.users) {
    for (const { key } of permissions) {
      const type = unitOf(key);
      const records = type === "customer" ? before.customers : before.organizations;
      const asked = records.map((record) => [oracleAllows(before, id, key, { type, id: record.id }), oracleAllows(after, id, key, { type, id: record.id })] as const);
      const gained = asked.filter(([was, is]) => is && !was).length;
      const lost = asked.filter(([was, is]) => was && !is).length;
      if (gained + lost > 0) found[`${id} ${key}`] = [gained, lost];
    }
  }
  return found;
}

const foundIn = ({ steps }: Difference) => Object.fromEntries(steps.map(({ userId, permission, gained, lost }) => [`${userId} ${permission}`, [gained.records, lost.records]]));

/** Distinct records that anybody gains or loses, by permission, by the model alone. */
function distinctRecords(before: World, after: World, which: "gained" | "lost"): Record<string, number> {
  const entries = permissions.flatMap(({ key }) => {
    const type = unitOf(key);
    const records = type === "customer" ? before.customers : before.organizations;
    const touched = records.filter((record) =>
      before.users.some(({ id }) => {
        const was = oracleAllows(before, id, key, { type, id: record.id });
        return oracleAllows(after, id, key, { type, id: record.id }) !== was && was === (which === "lost");
      }),
    );
    return touched.length > 0 ? [[key, touched.length] as const] : [];
  });
  return Object.fromEntries(entries);
}

async function everything(): Promise<string> {
  const tables = ["organizations", "organization_closure", "territories", "territory_closure", "enrollments", "users", "roles", "groups", "group_members", "group_nestings", "grants", "grant_customers", "grant_except_customers", "customers", "customer_scope", "scope_count", "access_clock", "access_changes", "access_notes", "activities", "sessions"];
  const sums = tables.map((table) => `SELECT '${table}' AS name, md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS sum FROM ${table} t`);
  return JSON.stringify((await ownerPool().query(`${sums.join(" UNION ALL ")} ORDER BY name`)).rows);
}

/** People read together must be as each read alone. */
async function readTogether({ users }: World): Promise<void> {
  const together = await loadManyFacts(ownerPool(), users.map(({ id }) => id));
  const sorted = (facts: ViewerFacts) => ({ ...facts, memberships: facts.memberships.toSorted((a, b) => a.via.join().localeCompare(b.via.join())) });
  for (const { id } of users) expect(sorted(together.get(id)!)).toEqual(sorted((await loadFacts(ownerPool(), id))!));
}

/** A preview takes whoever is invited for who they will be. */
const asAccepted = (world: World): World => ({ ...world, users: world.users.map((user) => (user.status === "invited" ? { ...user, status: "active" } : user)) });

const seen = { allowed: 0, refused: 0, changing: 0, kinds: new Set<string>() };

async function check(world: World, administrator: number, change: RandomChange): Promise<void> {
  const stood = await everything();
  const admin = await viewerFor({ id: administrator });
  let difference: Difference;
  try {
    difference = await differenceBy(() => change.run(admin));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    seen.refused++;
    expect(await everything()).toBe(stood);
    return;
  }
  seen.allowed++;
  const [before, after] = [asAccepted(world), asAccepted(change.apply(world))];
  const right = wanted(before, after);
  if (Object.keys(right).length > 0) {
    seen.changing++;
    seen.kinds.add(change.name.split(" ")[0]!);
  }
  expect(foundIn(difference), change.name).toEqual(right);
  const recordsOf = (side: Difference["gained"]) => Object.fromEntries(side.byPermission.map(({ permission, records }) => [permission, records]));
  expect(recordsOf(difference.gained), change.name).toEqual(distinctRecords(before, after, "gained"));
  expect(recordsOf(difference.lost), change.name).toEqual(distinctRecords(before, after, "lost"));
  expect(await everything(), "a preview leaves nothing behind").toBe(stood);
}

test(
  "in random worlds a preview is the difference of what everybody may do before and after, and leaves nothing behind",
  async () => {
    const cases = randomWorld.chain((world) => fc.tuple(fc.constant(world), fc.array(randomChange(world), { minLength: changesEach, maxLength: changesEach })));
    const property = fc.asyncProperty(cases, async ([plain, changes]) => {
      const { world, administrator } = withAdministrator(plain);
      await storeWorld(world);
      await readTogether(world);
      for (const change of changes) await check(world, administrator, change);
    });
    await untilEnough(() => fc.assert(property, { numRuns: worlds, endOnFailure: true }), () => seen.changing > worlds / 5 && seen.kinds.size > 3);
    expect(seen.changing).toBeGreaterThan(worlds / 5);
    expect(seen.kinds.size).toBeGreaterThan(3);
  },
  Math.max(600_000, worlds * 3_000),
);
