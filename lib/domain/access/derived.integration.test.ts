import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { ownerPool } from "@/lib/platform/db/client";
import { ownDatabase } from "@/lib/testing/own-database";
import { randomWorld } from "@/lib/testing/random-world";
import { storeWorld } from "@/lib/testing/store-world";

const worlds = Number(process.env.PORTICO_WORLDS ?? 15);

beforeAll(async () => {
  await ownDatabase("derived");
});

const query = async <Row extends object>(text: string, values: unknown[] = []) => (await ownerPool().query<Row & Record<string, unknown>>(text, values)).rows as Row[];

/** Something that moves customers into scopes or out of them; `$1` and `$2` are any numbers, turned into ids that are there. */
const pick = (table: string, place: number, column = "id") => `(SELECT ${column} FROM ${table} ORDER BY ${column} OFFSET ($${place}::int % greatest(1, (SELECT count(*)::int FROM ${table}))) LIMIT 1)`;
const changes: readonly string[] = [
  `UPDATE customers SET organization_id = ${pick("organizations", 1)} WHERE id = ${pick("customers", 2)}`,
  `UPDATE customers SET territory_id = ${pick("territories", 1)} WHERE id = ${pick("customers", 2)}`,
  `UPDATE customers SET territory_id = NULL WHERE id % 3 = $1::int % 3 AND $2::int >= 0`,
  `UPDATE customers SET name = name || 'x', archived_at = CASE WHEN archived_at IS NULL THEN now() END WHERE id % 2 = ($1::int + $2::int) % 2`,
  `DELETE FROM customers WHERE id = ${pick("customers", 1)} AND $2::int >= 0`,
  `INSERT INTO customers (id, key, name, organization_id, territory_id, updated_at) SELECT (SELECT coalesce(max(id), 0) + 1 FROM customers), 'new-' || random(), 'New', ${pick("organizations", 1)}, ${pick("territories", 2)}, now()`,
  `UPDATE organizations o SET parent_id = n.id FROM organizations n WHERE o.id = ${pick("organizations", 1)} AND n.id = ${pick("organizations", 2)} AND o.parent_id IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM organization_closure c WHERE c.ancestor_id = o.id AND c.organization_id = n.id)`,
  `UPDATE territories o SET parent_id = n.id FROM territories n WHERE o.id = ${pick("territories", 1)} AND n.id = ${pick("territories", 2)}
    AND NOT EXISTS (SELECT 1 FROM territory_closure c WHERE c.ancestor_id = o.id AND c.territory_id = n.id)`,
  `INSERT INTO enrollments (id, program_id, organization_id, valid_from) SELECT (SELECT coalesce(max(id), 0) + 1 FROM enrollments), ${pick("programs", 1)}, ${pick("organizations", 2)}, now() - interval '1 day' WHERE EXISTS (SELECT 1 FROM programs) ON CONFLICT DO NOTHING`,
  `DELETE FROM enrollments WHERE organization_id % 2 = $1::int % 2 AND $2::int >= 0`,
  `INSERT INTO grant_customers (grant_id, customer_id) SELECT ${pick("grants", 1)}, ${pick("customers", 2)} WHERE EXISTS (SELECT 1 FROM grants) AND EXISTS (SELECT 1 FROM customers) ON CONFLICT DO NOTHING`,
  `INSERT INTO grant_except_customers (grant_id, customer_id) SELECT ${pick("grants", 1)}, ${pick("customers", 2)} WHERE EXISTS (SELECT 1 FROM grants) AND EXISTS (SELECT 1 FROM customers) ON CONFLICT DO NOTHING`,
  `DELETE FROM grant_customers WHERE customer_id % 2 = $1::int % 2 AND $2::int >= 0`,
  `DELETE FROM grant_except_customers WHERE customer_id % 2 = $1::int % 2 AND $2::int >= 0`,
  `DELETE FROM grants WHERE id = ${pick("grants", 1)} AND $2::int >= 0`,
  `SELECT rebuild_projection(), $1::int, $2::int`,
];

/** Any scope that holds somebody, or one that holds nobody. */
const scopes = () => query<{ id: number }>("SELECT DISTINCT scope_id AS id FROM customer_scope WHERE scope_id & 15 <> 7 UNION SELECT 999983 * 16 + 3 ORDER BY 1");

type Asked = { needed: number[]; excluded: number[] };
const place = fc.nat({ max: 10_000 });
const asked = fc.array(fc.record({ needed: fc.array(place, { minLength: 1, maxLength: 3 }), excluded: fc.array(place, { maxLength: 2 }) }), { minLength: 1, maxLength: 4 });

async function derive(atoms: readonly Asked[]): Promise<{ id: number; atoms: [number, number[], number[]][] }> {
  const known = (await scopes()).map(({ id }) => id);
  const named = (places: number[]) => [...new Set(places.map((at) => known[at % known.length]!))];
  const spelled = atoms.map(({ needed, excluded }) => [named(needed), named(excluded)] as const);
  const [made] = await query<{ id: number }>("SELECT make_derived_scope($1, 1000) AS id", [JSON.stringify(spelled)]);
  return { id: made!.id, atoms: spelled.map(([needed, excluded]) => [needed[0]!, needed.slice(1), excluded]) };
}

/** Fails unless the derived scope holds just who meets its atoms, as the second wall's own function reads them, and the checker agrees. */
async function holds({ id, atoms }: Awaited<ReturnType<typeof derive>>, after: string): Promise<void> {
  const wrong = await query(
    `SELECT c.id, scopes_meet(customer_scope_ids(c.id, c.organization_id, c.account_manager_id), $1::jsonb) AS meets FROM customers c
      WHERE scopes_meet(customer_scope_ids(c.id, c.organization_id, c.account_manager_id), $1::jsonb)
        IS DISTINCT FROM EXISTS (SELECT 1 FROM customer_scope s WHERE s.customer_id = c.id AND s.scope_id = $2)`,
    [JSON.stringify(atoms), id],
  );
  expect(wrong, after).toEqual([]);
  expect(await query("SELECT * FROM projection_faults"), after).toEqual([]);
}

test(
  "derived scopes hold who meets their conditions, whatever moves",
  () =>
    fc.assert(
      fc.asyncProperty(randomWorld, fc.array(asked, { minLength: 1, maxLength: 3 }), fc.array(fc.tuple(fc.nat({ max: changes.length - 1 }), place, place), { minLength: 4, maxLength: 12 }), async (world, wanted, steps) => {
        await storeWorld(world);
        const made = [];
        for (const atoms of wanted) made.push(await derive(atoms));
        for (const scope of made) await holds(scope, "made");
        for (const [at, one, other] of steps) {
          await query(changes[at]!, [one, other]);
          for (const scope of made) await holds(scope, `${changes[at]} with ${one} and ${other}`);
        }
      }),
      { numRuns: worlds, endOnFailure: true },
    ),
  Math.max(600_000, worlds * 3_000),
);

test("a scope that nobody asked for in a month goes an hour after servers were told, unless it is asked for meanwhile", async () => {
  const [used, unused] = ['[[[19, 33], []]]', '[[[35, 33], []]]'];
  const make = async (wanted: string) => (await query<{ id: number }>("SELECT make_derived_scope($1, 1000) AS id", [wanted]))[0]!.id;
  const [kept, gone] = [await make(used), await make(unused)];
  const seq = async () => (await query<{ seq: number }>("SELECT seq FROM access_clock"))[0]!.seq;
  await query("UPDATE derived_scopes SET used_at = now() - interval '31 days'");
  const before = await seq();
  await query("SELECT retire_derived_scopes()");
  expect(await seq()).toBeGreaterThan(before);
  expect(await query("SELECT 1 FROM derived_scopes WHERE id IN ($1 >> 4, $2 >> 4)", [kept, gone])).toHaveLength(2);

  await query("SELECT derive_scope($1)", [used]);
  await query("UPDATE derived_scopes SET retired_at = retired_at - interval '2 hours'");
  await query("SELECT retire_derived_scopes()");

  expect(await query<{ id: number }>("SELECT (id::bigint << 4) | 7 AS id FROM derived_scopes WHERE id IN ($1 >> 4, $2 >> 4)", [kept, gone])).toEqual([{ id: kept }]);
  expect(await query("SELECT 1 FROM customer_scope WHERE scope_id = $1", [gone])).toEqual([]);
  expect(await query("SELECT * FROM projection_faults")).toEqual([]);
});
