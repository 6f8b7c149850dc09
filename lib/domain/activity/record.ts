import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { carried } from "../../platform/db/carried";
import { rows, rowsIn, type Queryable, type Transaction } from "../../platform/db/connect";
import { noteAccessChange, tellsSomebody } from "./access-noted";

/** What a log row says about the record: its type and id, its name as it stood, and its home, by which reading the row is decided. */
export type ActivitySubject = {
  recordType: string;
  recordId: number | null;
  recordName: string;
  organizationId: number | null;
  customerId?: number | null;
};

export type ActivityEntry = ActivitySubject & {
  /** The permission that was used, or another `noun.verb` for what needs none (sign-in). */
  action: string;
  outcome?: "done" | "refused";
  /** Only the fields that changed. `after.version` is the record's version after the change, which merging edits relies on. */
  before?: Record<string, unknown>;
  after?: Record<string, unknown>;
};

type Actor = Pick<Viewer, "via" | "ip" | "device" | "viewing"> & { facts: Pick<Viewer["facts"], "userId" | "name"> };

/** Who acts: whoever looks with another's eyes is the one who did it, and the person whose eyes they are is named beside. */
const namesOf = ({ facts, viewing }: Actor) =>
  viewing
    ? { actorId: viewing.by.userId, actorName: viewing.by.name, viewingAsId: facts.userId, viewingAsName: facts.name }
    : { actorId: facts.userId === 0 ? null : facts.userId, actorName: facts.name, viewingAsId: null, viewingAsName: null };

const asJson = (value: Record<string, unknown>) =>
  JSON.parse(JSON.stringify(value, (_, entry) => (typeof entry === "bigint" ? Number(entry) : entry))) as object;

const rowOf = (actor: Actor, entry: ActivityEntry) => ({
  ...namesOf(actor),
  via: actor.via,
  ip: actor.ip,
  device: actor.device,
  action: entry.action,
  outcome: entry.outcome ?? "done",
  recordType: entry.recordType,
  recordId: entry.recordId,
  recordName: entry.recordName,
  organizationId: entry.organizationId,
  customerId: entry.customerId ?? null,
  ...(entry.before ? { before: asJson(entry.before) } : {}),
  ...(entry.after ? { after: asJson(entry.after) } : {}),
});

/** Writes one row of the activity log in the transaction of the change: both stand, or neither (access-model.md, "Everything is recorded"). */
export async function recordActivity(tx: Transaction, actor: Actor, entry: ActivityEntry): Promise<void> {
  if (!tellsSomebody(entry)) return carried(() => tx.activity.createMany({ data: rowOf(actor, entry) }));
  const { id } = await tx.activity.create({ select: { id: true }, data: rowOf(actor, entry) });
  await noteAccessChange(tx, actor, { id: Number(id), entry });
}

/** Writes many rows at once, in their order; otherwise as recordActivity. */
export async function recordActivities(tx: Transaction, actor: Actor, entries: readonly ActivityEntry[]): Promise<void> {
  await rowsIn(tx, insertOf(actor, entries));
}

/** The same over the transaction's own connection, for very many. */
export async function recordActivitiesOn(on: Queryable, actor: Actor, entries: readonly ActivityEntry[]): Promise<void> {
  await rows(on, insertOf(actor, entries));
}

const insertOf = (actor: Actor, entries: readonly ActivityEntry[]): Sql =>
  sql`INSERT INTO activities (actor_id, actor_name, viewing_as_id, viewing_as_name, via, ip, device, action, outcome, record_type, record_id, record_name, organization_id, customer_id, before, after)
    SELECT "actorId", "actorName", "viewingAsId", "viewingAsName", via, ip, device, action, outcome, "recordType", "recordId", "recordName", "organizationId", "customerId", before, after
    FROM ROWS FROM (jsonb_to_recordset(${JSON.stringify(entries.map((entry) => rowOf(actor, entry)))}::jsonb) AS ("actorId" int, "actorName" text, "viewingAsId" int, "viewingAsName" text, via text, ip text, device text, action text, outcome text,
      "recordType" text, "recordId" int, "recordName" text, "organizationId" int, "customerId" int, before jsonb, after jsonb)) WITH ORDINALITY ORDER BY ordinality`;
