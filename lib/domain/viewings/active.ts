import "server-only";
import sql from "sql-template-tag";
import { allowed } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { db, pool } from "../../platform/db/client";
import { firstRow, rowsIn } from "../../platform/db/connect";
import { lookingAs } from "../access/looking";
import { viewerOf } from "../access/viewers";
import { recordActivity } from "../activity/record";

type Row = { id: number; userId: number; reason: string; endsAt: Date; endedAt: Date | null; scopes: number[] };

/**
 * The viewer with the eyes of the person that this viewing is of: nothing but what both may read now, and nothing to change. When the
 * time is over, when either of the two has lost what it rests on, or after "Stop", it is ended and the viewer answered as themselves.
 */
export async function throughOtherEyes(own: Viewer, viewingId: number): Promise<Viewer> {
  const row = await firstRow<Row>(
    pool(),
    sql`SELECT v.id, v.of_id AS "userId", v.reason, v.ends_at AS "endsAt", v.ended_at AS "endedAt",
        ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = u.organization_id)::text[]::float8[] AS scopes
      FROM viewings v JOIN users u ON u.id = v.of_id WHERE v.id = ${viewingId} AND v.by_id = ${own.facts.userId}`,
  );
  if (!row) return own;
  const mayStill = row.endedAt === null && row.endsAt > now() && allowed(own.access, "users.view-as", row.scopes) && allowed(own.access, "users.view", row.scopes);
  const theirs = mayStill ? await viewerOf(row.userId, own.seq) : null;
  if (theirs) return lookingAs(own, theirs, { id: row.id, by: { userId: own.facts.userId, name: own.facts.name }, reason: row.reason, until: row.endsAt.getTime() });
  await endViewing(own, viewingId);
  return own;
}

type Looker = Pick<Viewer, "via" | "ip" | "device"> & { facts: Pick<Viewer["facts"], "userId" | "name"> };

/** Ends a viewing and logs that it did, with both names; one that has ended already is left alone. */
export async function endViewing(own: Looker, viewingId: number): Promise<void> {
  await db().$transaction(async (tx) => {
    await rowsIn(tx, sql`UPDATE sessions SET viewing_id = NULL WHERE viewing_id = ${viewingId} RETURNING id`);
    const [ended] = await rowsIn<{ id: number; name: string; organizationId: number; startedAt: Date }>(
      tx,
      sql`UPDATE viewings v SET ended_at = least(${now()}::timestamptz, ends_at) FROM users u
        WHERE v.id = ${viewingId} AND v.by_id = ${own.facts.userId} AND v.ended_at IS NULL AND u.id = v.of_id
        RETURNING u.id, u.name, u.organization_id AS "organizationId", v.started_at AS "startedAt"`,
    );
    if (!ended) return;
    const { id, name, organizationId, startedAt } = ended;
    await recordActivity(tx, own, { action: "users.end-view-as", recordType: "user", recordId: id, recordName: name, organizationId, after: { since: startedAt } });
  });
}

/** "Stop": the person who looks is themselves again on the next request. Answers whom they were looking as. */
export async function stopViewing({ viewing, facts, ip, device }: Viewer): Promise<number | null> {
  if (!viewing) return null;
  await endViewing({ via: null, ip, device, facts: viewing.by }, viewing.id);
  return facts.userId;
}
