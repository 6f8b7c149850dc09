import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { Problem } from "../../shared/errors";
import { defaultLanguage } from "../../shared/language/languages";
import { inLanguage } from "../../shared/language/reader";
import { t } from "../../shared/language/text";
import { handOverInvitations } from "../invitations/inviters";
import { handOverTasks } from "../tasks/handing-over";
import type { Locked } from "../users/saving";
import { handOver } from "./customers";
import { leaveGroup } from "./groups";
import { keptNote, nobodyLeft, stays, whyNot } from "./notes";
import type { ItemKind } from "./rows";

type Item = { id: number; kind: ItemKind; recordId: number; heirId: number | null; heirName: string | null };
export type Restored = { restored: number; notRestored: number };

/** Gives back what a leaving took, each thing as far as it still is what the leaving made of it; notes at each item what came of it. */
export async function restore(tx: Transaction, viewer: Viewer, { user, offboardingId }: { user: Locked; offboardingId: number }): Promise<Restored> {
  const items = await rowsIn<Item>(
    tx,
    sql`SELECT i.id, i.kind, i.record_id AS "recordId", i.heir_id AS "heirId", h.name AS "heirName" FROM offboarding_items i
      LEFT JOIN users h ON h.id = i.heir_id WHERE i.offboarding_id = ${offboardingId} ORDER BY i.id`,
  );
  const of = (kind: ItemKind) => items.filter((item) => item.kind === kind);
  const back = new Set([
    ...(await customersBack(tx, viewer, user, of("customer"))),
    ...(await tasksBack(tx, viewer, user, of("task"))),
    ...(await invitationsBack(tx, viewer, user, of("invitation"))),
    ...(await tokensBack(tx, user, of("token"))),
  ]);
  const notes = new Map<number, string>();
  for (const item of of("group")) {
    const problem = await groupBack(tx, viewer, item);
    if (problem === null) back.add(item.id);
    else notes.set(item.id, problem);
  }
  for (const item of items) if (!back.has(item.id) && !notes.has(item.id)) notes.set(item.id, keptNote(whyNot[item.kind], item.heirName));
  await note(tx, { back: [...back], notes });
  return { restored: back.size, notRestored: notes.size };
}

async function customersBack(tx: Transaction, viewer: Viewer, user: Locked, items: readonly Item[]): Promise<number[]> {
  const back: number[] = [];
  for (const [heirId, theirs] of Map.groupBy(items, (item) => item.heirId)) {
    if (heirId === null) continue;
    const from = { id: heirId, name: theirs[0]!.heirName ?? "" };
    const handed = await handOver(tx, viewer, { from, to: user, only: theirs.map(({ recordId }) => recordId) });
    const ids = new Set(handed.map(({ id }) => id));
    back.push(...theirs.filter(({ recordId }) => ids.has(recordId)).map(({ id }) => id));
  }
  return back;
}

async function tasksBack(tx: Transaction, viewer: Viewer, user: Locked, items: readonly Item[]): Promise<number[]> {
  const back: number[] = [];
  for (const [heirId, theirs] of Map.groupBy(items, (item) => item.heirId)) {
    if (heirId === null) continue;
    const { moved } = await handOverTasks(tx, viewer, { fromId: heirId, toId: user.id, taskIds: theirs.map(({ recordId }) => recordId) });
    back.push(...theirs.filter(({ recordId }) => moved.includes(recordId)).map(({ id }) => id));
  }
  return back;
}

async function invitationsBack(tx: Transaction, viewer: Viewer, user: Locked, items: readonly Item[]): Promise<number[]> {
  const back: number[] = [];
  for (const [heirId, theirs] of Map.groupBy(items, (item) => item.heirId)) {
    if (heirId === null) continue;
    const handed = await handOverInvitations(tx, viewer, { fromId: heirId, toId: user.id, of: theirs.map(({ recordId }) => recordId) });
    const ids = new Set(handed.map(({ id }) => id));
    back.push(...theirs.filter(({ recordId }) => ids.has(recordId)).map(({ id }) => id));
  }
  return back;
}

/** Nothing but the leaving can have revoked these: a revoked token is not revoked again. */
async function tokensBack(tx: Transaction, user: Locked, items: readonly Item[]): Promise<number[]> {
  const found = await rowsIn<{ id: number }>(
    tx,
    sql`UPDATE api_tokens SET revoked_at = NULL WHERE id = ANY(${items.map(({ recordId }) => recordId)}::int[]) AND user_id = ${user.id}
      AND (expires_at IS NULL OR expires_at > ${now()}::timestamptz) RETURNING id`,
  );
  const ids = new Set(found.map(({ id }) => id));
  return items.filter(({ recordId }) => ids.has(recordId)).map(({ id }) => id);
}

/** Takes the heir out of the group again; null when that was done, else why not. */
async function groupBack(tx: Transaction, viewer: Viewer, { recordId, heirId }: Item): Promise<string | null> {
  if (heirId === null) return keptNote(stays, null);
  await tx.$executeRawUnsafe("SAVEPOINT place");
  try {
    const wasIn = await inLanguage(defaultLanguage, () => leaveGroup(tx, viewer, { groupId: recordId, heirId }));
    await tx.$executeRawUnsafe("RELEASE SAVEPOINT place");
    return wasIn ? null : keptNote(nobodyLeft, null);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await tx.$executeRawUnsafe("ROLLBACK TO SAVEPOINT place");
    return error.message;
  }
}

async function note(tx: Transaction, { back, notes }: { back: number[]; notes: Map<number, string> }): Promise<void> {
  await rowsIn(tx, sql`UPDATE offboarding_items SET is_restored = true WHERE id = ANY(${back}::int[])`);
  await rowsIn(
    tx,
    sql`UPDATE offboarding_items i SET is_restored = false, note = n.note FROM unnest(${[...notes.keys()]}::int[], ${[...notes.values()]}::text[]) AS n(id, note) WHERE i.id = n.id`,
  );
}

/** How much came back, as a sentence. */
export function restoredWords({ restored, notRestored }: Restored): string {
  if (restored + notRestored === 0) return t("There was nothing else to give back.");
  const back = t("{count, plural, one {# thing is} other {# things are}} theirs again.", { count: restored });
  return notRestored === 0 ? back : `${back} ${t("{count, plural, one {# stays as it is} other {# stay as they are}}; the receipt says why.", { count: notRestored })}`;
}
