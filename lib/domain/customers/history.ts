import "server-only";
import sql from "sql-template-tag";
import { authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";
import { actorWord, refusedDeed, wayOf } from "../activity/words";
import { msg, t, type Message } from "../../shared/language/text";
import { changesIn, type Change } from "../activity/changes";
import { getCustomer } from "./queries";

type Fields = Record<string, unknown>;
type Row = { id: number; at: Date; actorId: number | null; actorName: string; via: string | null; viewingAsName: string | null; action: string; outcome: string; ip: string | null; before: Fields | null; after: Fields | null };

/** One thing that happened to a customer, in words. */
export type HistoryEntry = { id: string; who: string; what: string; at: Date; note: string | null; changes: Change[]; refused: boolean };

const deeds: Record<string, Message> = {
  "customers.create": msg("created it"),
  "customers.edit": msg("edited the profile"),
  "customers.edit-contact": msg("edited the contact"),
  "customers.suspend": msg("suspended it"),
  "customers.reconnect": msg("reconnected it"),
  "customers.reassign": msg("reassigned it"),
  "customers.archive": msg("archived it"),
  "customers.restore": msg("restored it"),
  "territories.assign": msg("put it into another territory"),
};

function deedOf(action: string): string {
  const deed = deeds[action];
  return deed ? t(deed) : action;
}

/**
 * The latest 200 things that happened to a customer, newest first; from which address only for those who may read the log there. Throws `not-found` when it may not be opened.
 */
export async function customerHistory(viewer: Viewer, customerId: number): Promise<HistoryEntry[]> {
  authorize(viewer, "customers.view");
  const { can } = await getCustomer(viewer, customerId);
  const entries = await rows<Row>(
    pool(),
    sql`SELECT id, at, actor_id AS "actorId", actor_name AS "actorName", via, viewing_as_name AS "viewingAsName", action, outcome, ip, before, after FROM activities
      WHERE record_type = 'customer' AND record_id = ${customerId} ORDER BY id DESC LIMIT 200`,
  );
  const changes = await changesIn(viewer, entries);
  return entries.map((entry, at) => ({
    id: String(entry.id),
    who: actorWord(entry),
    what: entry.outcome === "refused" ? t("was refused: {action}", { action: refusedDeed(entry.action) }) : deedOf(entry.action),
    at: entry.at,
    note: noteOf(can.readLog ? entry : { ...entry, ip: null }),
    changes: entry.action === "customers.create" ? [] : changes[at]!,
    refused: entry.outcome === "refused",
  }));
}

/** With whose eyes, through what and from where. */
function noteOf({ viewingAsName, via, ip }: Row): string | null {
  const parts = [viewingAsName && t("viewing as {name}", { name: viewingAsName }), via && t("via {via}", { via: wayOf(via) }), ip && t("from {address}", { address: ip })];
  return parts.filter(Boolean).join(", ") || null;
}
