import "server-only";
import sql from "sql-template-tag";
import { authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";
import { getCustomer } from "./queries";

type Fields = Record<string, unknown>;
type Row = { id: number; at: Date; actorName: string; via: string | null; action: string; outcome: string; ip: string | null; before: Fields | null; after: Fields | null };
type Names = Map<string, string>;

/** One thing that happened to a customer, in words. */
export type HistoryEntry = {
  id: string;
  who: string;
  what: string;
  at: Date;
  note: string | null;
  changes: { field: string; before: string | null; after: string | null }[];
  refused: boolean;
};

const deeds: Record<string, string> = {
  "customers.create": "created it",
  "customers.edit": "edited the profile",
  "customers.edit-contact": "edited the contact",
  "customers.suspend": "suspended it",
  "customers.reconnect": "reconnected it",
  "customers.reassign": "reassigned it",
  "customers.archive": "archived it",
  "customers.restore": "restored it",
};

const labels: Record<string, string> = {
  name: "Name", key: "Number", organizationId: "Partner", territoryId: "Territory", accountManagerId: "Account manager", status: "Status",
  email: "E-mail", phone: "Phone", street: "Street", city: "City", region: "Region", country: "Country", comment: "Comment", archivedAt: "Archived",
};

/** The latest 200 things that happened to a customer, newest first. Throws `not-found` when it may not be opened. */
export async function customerHistory(viewer: Viewer, customerId: number): Promise<HistoryEntry[]> {
  authorize(viewer, "customers.view");
  await getCustomer(viewer, customerId);
  const entries = await rows<Row>(
    pool(),
    sql`SELECT id, at, actor_name AS "actorName", via, action, outcome, ip, before, after FROM activities
      WHERE record_type = 'customer' AND record_id = ${customerId} ORDER BY id DESC LIMIT 200`,
  );
  const names = await namesIn(entries);
  return entries.map((entry) => ({
    id: String(entry.id),
    who: entry.actorName,
    what: entry.outcome === "refused" ? `was refused: ${entry.action}` : (deeds[entry.action] ?? entry.action),
    at: entry.at,
    note: [entry.via && `via ${entry.via}`, entry.ip && `from ${entry.ip}`].filter(Boolean).join(", ") || null,
    changes: entry.action === "customers.create" ? [] : changesOf(entry, names),
    refused: entry.outcome === "refused",
  }));
}

function changesOf({ before, after }: Row, names: Names): HistoryEntry["changes"] {
  const keys = Object.keys({ ...before, ...after }).filter((key) => labels[key]);
  return keys.map((key) => ({ field: labels[key]!, before: shown(key, before?.[key], names), after: shown(key, after?.[key], names) }));
}

function shown(key: string, value: unknown, names: Names): string | null {
  if (value === null || value === undefined || value === "") return null;
  return names.get(`${key}${String(value)}`) ?? String(value);
}

/** Names behind the ids in the entries. */
async function namesIn(entries: Row[]): Promise<Names> {
  const ids = (key: string) => [...new Set(entries.flatMap(({ before, after }) => [before?.[key], after?.[key]]).filter((id) => typeof id === "number"))];
  const found = await rows<{ key: string; name: string }>(
    pool(),
    sql`SELECT 'organizationId' || id AS key, name FROM organizations WHERE id = ANY(${ids("organizationId")}::int[])
      UNION ALL SELECT 'territoryId' || id, name FROM territories WHERE id = ANY(${ids("territoryId")}::int[])
      UNION ALL SELECT 'accountManagerId' || id, name FROM users WHERE id = ANY(${ids("accountManagerId")}::int[])`,
  );
  return new Map(found.map(({ key, name }) => [key, name]));
}
