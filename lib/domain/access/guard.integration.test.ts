import sql from "sql-template-tag";
import { beforeAll, expect, test } from "vitest";
import { fillWorld } from "@/lib/domain/world/fill";
import { ownerPool } from "@/lib/platform/db/client";
import { ownDatabase } from "@/lib/testing/own-database";
import { guardColumns } from "./guard";

beforeAll(async () => {
  await ownDatabase("guard");
  await fillWorld({ customers: 100, organizations: 500, users: 50, territories: 20, seed: 3 });
  // Without their triggers: only how many there are matters here.
  await ownerPool().query(`BEGIN; SET LOCAL session_replication_role = replica;
    INSERT INTO programs (key, name, updated_at) SELECT 'many-' || n, 'Many ' || n, now() FROM generate_series(1, 20) n;
    INSERT INTO enrollments (organization_id, program_id, is_current) SELECT o.id, p.id, true FROM organizations o CROSS JOIN programs p WHERE p.key LIKE 'many-%';
    COMMIT; ANALYZE enrollments`);
}, 120_000);

test("what every request asks first is looked up, however many enrolments there are, also by a plan made for no time in particular", async () => {
  const { text, values } = sql`SELECT ${guardColumns()}`;
  const client = await ownerPool().connect();
  try {
    await client.query("SET plan_cache_mode = force_generic_plan");
    await client.query(`PREPARE guard AS ${text}`);
    const moment = (values[0] as Date).toISOString();
    const { rows } = await client.query<{ "QUERY PLAN": { Plan: { "Shared Hit Blocks": number; "Shared Read Blocks": number } }[] }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE guard('${moment}')`,
    );
    const { Plan: plan } = rows[0]!["QUERY PLAN"][0]!;

    expect(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]).toBeLessThanOrEqual(5);
  } finally {
    client.release(true);
  }
});
