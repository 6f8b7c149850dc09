import { randomUUID } from "node:crypto";
import { ownerPool } from "@/lib/platform/db/client";
import { rows } from "@/lib/platform/db/connect";
import sql from "sql-template-tag";
import { interleaved, median, quantile, ratio, type Trial } from "./measure";
import { conclude, table, type Bar } from "./report";

const plain = (noun: string) => `bench.plain_${noun}_${process.pid}`;

/** Writes against the same tables without the projection (bar 10), moves of subtrees, and the activity row (bar 12). */
export async function benchWrite(): Promise<void> {
  const pool = ownerPool();
  await pool.query("CREATE SCHEMA IF NOT EXISTS bench");
  for (const noun of ["customers", "organizations", "organization_closure"]) {
    await pool.query(`CREATE TABLE ${plain(noun)} (LIKE ${noun} INCLUDING ALL)`);
  }
  try {
    conclude("write", [...(await inserts()), await activity(), ...(await moves())]);
  } finally {
    for (const noun of ["customers", "organizations", "organization_closure"]) await pool.query(`DROP TABLE ${plain(noun)}`);
    await pool.query("DELETE FROM customers WHERE key LIKE 'bench-%'");
    await pool.query("DELETE FROM organizations WHERE key LIKE 'bench-%'");
  }
}

async function inserts(): Promise<Bar[]> {
  const pool = ownerPool();
  const [home] = await rows<{ id: number; territory: number }>(pool, sql`SELECT o.id, (SELECT max(id) FROM territories) AS territory
    FROM organizations o JOIN organization_closure c ON c.organization_id = o.id GROUP BY o.id ORDER BY count(*) DESC LIMIT 1`);
  const customer = (to: string) => () =>
    pool.query(`INSERT INTO ${to} (key, name, organization_id, territory_id, updated_at) VALUES ($1, $1, $2, $3, now())`, [`bench-${randomUUID()}`, home!.id, home!.territory]);
  const organization = (to: string) => () => pool.query(`INSERT INTO ${to} (key, name, parent_id, updated_at) VALUES ($1, $1, $2, now())`, [`bench-${randomUUID()}`, home!.id]);
  const trials: Trial[] = [
    { name: "customer", run: customer("customers") },
    { name: "customer, plain table", run: customer(plain("customers")) },
    { name: "organization", run: organization("organizations") },
    { name: "organization, plain table", run: organization(plain("organizations")) },
  ];
  const times = await interleaved(trials, 300, 30);
  const bars = ["customer", "organization"].map((name): Bar => {
    const value = ratio(times, name, `${name}, plain table`);
    return { bar: `10 insert, ${name}`, goal: "<= 2.5x plain", measured: `${value.toFixed(2)}x`, holds: value <= 2.5 };
  });
  table(["insert, committed", "ms", "p95"], [...times].map(([name, list]) => [name, median(list), quantile(list, 0.95)]));
  return bars;
}

/** The bare change and the same with its row of the log, each a committed transaction. */
async function activity(): Promise<Bar> {
  const pool = ownerPool();
  const { rows: ids } = await pool.query<{ id: number }>("SELECT id FROM customers TABLESAMPLE SYSTEM (1) LIMIT 2000");
  let at = 0;
  const next = () => ids[at++ % ids.length]!.id;
  const change = "UPDATE customers SET phone = $2, version = version + 1 WHERE id = $1";
  const both = `WITH changed AS (${change} RETURNING id, name, organization_id, phone, version)
    INSERT INTO activities (actor_name, action, outcome, record_type, record_id, record_name, organization_id, customer_id, before, after)
    SELECT 'Bench', 'customers.edit', 'done', 'customer', id, name, organization_id, id, '{"phone":null}', jsonb_build_object('phone', phone, 'version', version) FROM changed`;
  const times = await interleaved(
    [
      { name: "bare change", run: () => pool.query({ name: "bare", text: change, values: [next(), randomUUID()] }) },
      { name: "with its activity row", run: () => pool.query({ name: "both", text: both, values: [next(), randomUUID()] }) },
    ],
    600,
    50,
  );
  table(["one change, committed", "ms", "p95"], [...times].map(([name, list]) => [name, median(list), quantile(list, 0.95)]));
  const value = ratio(times, "with its activity row", "bare change");
  return { bar: "12 activity row", goal: "<= 1.1x the bare change", measured: `${value.toFixed(2)}x`, holds: value <= 1.1 };
}

type Branch = { id: number; parent: number; size: number };

async function branchOf(size: number): Promise<Branch> {
  const [found] = await rows<Branch>(
    ownerPool(),
    sql`SELECT o.id, o.parent_id AS parent, n.size::int AS size FROM organizations o
      CROSS JOIN LATERAL (SELECT count(*) AS size FROM customer_scope s WHERE s.scope_id = (o.id::bigint << 4) | 1) n
      WHERE o.parent_id IS NOT NULL ORDER BY abs(n.size - ${size}) LIMIT 1`,
  );
  return found!;
}

/** Moves a branch there and back while somebody who sees the new place counts: all of it or nothing of it, never a part. */
async function moves(): Promise<Bar[]> {
  const bars: Bar[] = [];
  const lines: (string | number)[][] = [];
  for (const [size, most] of [[5000, 100], [15_000, 250]] as const) {
    const branch = await branchOf(size);
    const { times, partial, reads } = await moveAndWatch(branch);
    lines.push([`about ${size} customers`, branch.size, median(times), quantile(times, 0.9), reads, partial]);
    const scaled = (median(times) * size) / Math.max(size, branch.size);
    bars.push({ bar: `10 move of ${branch.size}`, goal: `<= ${most} ms`, measured: `${scaled.toFixed(0)} ms`, holds: scaled <= most });
    bars.push({ bar: `10 readers, move of ${branch.size}`, goal: "never half", measured: `${partial} of ${reads}`, holds: partial === 0 });
  }
  table(["move of a branch", "customers", "ms", "p90", "reads meanwhile", "saw a part"], lines);
  return bars;
}

async function moveAndWatch({ id, parent, size }: Branch): Promise<{ times: number[]; partial: number; reads: number }> {
  const pool = ownerPool();
  const [aside] = await rows<{ id: number }>(
    pool,
    sql`SELECT o.id FROM organizations o WHERE o.id <> ${parent} AND o.parent_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM organization_closure c WHERE c.organization_id = o.id AND c.ancestor_id = ${id})
      AND NOT EXISTS (SELECT 1 FROM organization_closure c WHERE c.organization_id = ${id} AND c.ancestor_id = o.id) ORDER BY o.id LIMIT 1`,
  );
  const count = async () => (await pool.query<{ n: number }>("SELECT count(*)::int AS n FROM customer_scope WHERE scope_id = ($1::bigint << 4) | 1", [aside!.id])).rows[0]!.n;
  const before = await count();
  const thereAndBack = async (rounds: number) => {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      for (const to of [aside!.id, parent]) {
        const began = performance.now();
        await pool.query("UPDATE organizations SET parent_id = $2 WHERE id = $1", [id, to]);
        times.push(performance.now() - began);
      }
    }
    return times.sort((a, b) => a - b);
  };
  // Timed with nobody else at work: a reader without a pause, as below, takes its share of the machine.
  const times = await thereAndBack(8);
  const watch = { isOn: true, partial: 0, reads: 0 };
  const watching = (async () => {
    while (watch.isOn) {
      const seen = (await count()) - before;
      watch.reads++;
      if (seen !== 0 && seen !== size) watch.partial++;
    }
  })();
  await thereAndBack(4);
  watch.isOn = false;
  await watching;
  return { times, partial: watch.partial, reads: watch.reads };
}
