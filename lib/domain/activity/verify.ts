import "server-only";
import { ownerPool } from "../../platform/db/client";
import { sealActivities } from "./seal";

export type Verdict = { rows: number; seals: number; broken: { id: number | null; seal: number | null; reason: string } | null };

type Broken = { id: number | null; seal: number | null; reason: string };

/**
 * Checks the whole log against its hashes and its seals; what is not sealed yet is sealed first. Names the first row that was altered,
 * removed or added, or the first seal that does not follow from the one before.
 */
export async function verifyActivities(): Promise<Verdict> {
  await sealActivities();
  const pool = ownerPool();
  const { rows: counts } = await pool.query<{ rows: number; seals: number }>("SELECT (SELECT count(*) FROM activities)::int AS rows, (SELECT count(*) FROM activity_seals)::int AS seals");
  const { rows } = await pool.query<Broken>(`
    WITH leaves AS (
      SELECT s.seq, n, ('x' || encode(substr(s.leaves, n * 24 + 1, 8), 'hex'))::bit(64)::bigint AS id, substr(s.leaves, n * 24 + 9, 16) AS leaf
      FROM activity_seals s CROSS JOIN LATERAL generate_series(0, s.rows - 1) n),
    faults AS (
      SELECT a.id, NULL::int AS seal, 'altered: the row does not fit its hash' AS reason FROM activities a WHERE a.hash <> activity_hash(a)
      UNION ALL SELECT l.id, l.seq, 'removed: the seal names a row that is gone' FROM leaves l LEFT JOIN activities a ON a.id = l.id WHERE a.id IS NULL
      UNION ALL SELECT l.id, l.seq, 'altered: the row does not fit its seal' FROM leaves l JOIN activities a ON a.id = l.id WHERE substr(a.hash, 1, 16) <> l.leaf
      UNION ALL SELECT a.id, NULL, 'added: no seal names the row' FROM activities a
        WHERE a.tx < (SELECT until_tx::text::xid8 FROM activity_seals ORDER BY seq DESC LIMIT 1) AND NOT EXISTS (SELECT 1 FROM leaves l WHERE l.id = a.id)
      UNION ALL SELECT NULL, s.seq, 'the seal does not follow from the one before' FROM activity_seals s
        LEFT JOIN activity_seals p ON p.seq = s.seq - 1
        WHERE s.previous <> coalesce(p.hash, ''::bytea) OR (p.seq IS NULL AND s.seq > 1)
          OR s.hash <> sha256(s.previous || int8send(s.from_tx) || int8send(s.until_tx) || int8send(s.id_floor) || s.leaves))
    SELECT id, seal, reason FROM faults ORDER BY id NULLS LAST, seal LIMIT 1`);
  return { ...counts[0]!, broken: rows[0] ?? null };
}
