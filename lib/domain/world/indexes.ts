import "server-only";
import type pg from "pg";

type Part = { drop: string; create: string };

// Secondary indexes, and primary keys that nothing refers to.
const parts = `
  SELECT format('DROP INDEX %I', i.indexname) AS drop, i.indexdef AS create FROM pg_indexes i
    WHERE i.schemaname = current_schema() AND i.tablename = ANY ($1)
      AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = to_regclass(format('%I.%I', i.schemaname, i.indexname)))
  UNION ALL
  SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', c.conrelid::regclass, c.conname),
      format('ALTER TABLE %s ADD CONSTRAINT %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
    FROM pg_constraint c WHERE c.contype = 'p' AND c.conrelid = ANY ($1::text[]::regclass[])
      AND NOT EXISTS (SELECT 1 FROM pg_constraint f WHERE f.contype = 'f' AND f.confrelid = c.conrelid)`;

/**
 * Runs a bulk load with the tables' indexes out of the way and builds them afterwards from the same definitions. Inside the caller's
 * transaction, so nobody ever finds them missing.
 */
export async function withoutIndexes(
  client: pg.ClientBase,
  tables: readonly string[],
  onProgress: (line: string) => void,
  work: () => Promise<void>,
): Promise<void> {
  const { rows } = await client.query<Part>(parts, [tables]);
  for (const { drop } of rows) await client.query(drop);
  await work();
  for (const [at, { create }] of rows.entries()) {
    onProgress(`Index ${at + 1} of ${rows.length}`);
    await client.query(create);
  }
}
