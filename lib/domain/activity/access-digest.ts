import "server-only";
import sql from "sql-template-tag";
import type { MailData } from "../../mail/registry";
import { db } from "../../platform/db/client";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import type { Jobs } from "../../platform/jobs";
import { mailPerson } from "../mail/queue";

type Change = MailData["access-changed"]["changes"][number];
type Place = NonNullable<Change["where"]>;
type Row = { action: string; recordName: string; by: string; before: Logged; after: Logged };
type Logged = { role?: string; scope?: string } | null;

/** At most so many changes are listed; the mail says how many there were. */
const mostListed = 30;

/** Mails an active person what changed in their access by those log rows. Told already changes nothing. */
export async function tellAccess(changes: Jobs["tell-access"]): Promise<void> {
  const userId = changes[0]?.userId;
  const ids = changes.map(({ activityId }) => activityId);
  if (userId === undefined) return;
  await db().$transaction(async (tx) => {
    const [person] = await rowsIn<{ name: string }>(tx, sql`SELECT name FROM users WHERE id = ${userId} AND status = 'active'`);
    const rows = await rowsIn<Row>(
      tx,
      sql`SELECT action, record_name AS "recordName", actor_name AS by, before, after FROM activities WHERE id = ANY (${ids}::bigint[]) ORDER BY id`,
    );
    if (!person || rows.length === 0) return;
    const told: Change[] = [];
    for (const row of rows.slice(0, mostListed)) told.push(await changeOf(tx, row));
    const data = { name: person.name, changes: told, more: rows.length - told.length };
    await mailPerson(tx, userId, { template: "access-changed", data, key: `access-changed:${userId}:${Math.max(...ids)}` });
  });
}

const kinds: Record<string, Change["kind"]> = { "grants.give": "given", "grants.revoke": "taken", "grants.change": "changed" };

async function changeOf(tx: Transaction, { action, recordName, by, before, after }: Row): Promise<Change> {
  const kind = kinds[action] ?? (before && "removed" in before ? "left" : "joined");
  if (kind === "joined" || kind === "left") return { kind, what: recordName, by };
  const role = after?.role ?? before?.role ?? recordName.replace(/ for .*$/, "");
  const where = await placeOf(tx, after?.scope ?? before?.scope);
  return { kind, what: role, by, ...(where ? { where } : {}) };
}

const tables = { organization: sql`organizations`, territory: sql`territories`, program: sql`programs` };

/** Where the role counts, from the log's words for it (lib/domain/grants/fields.ts). */
async function placeOf(tx: Transaction, scope: string | undefined): Promise<Place | null> {
  if (scope === "everything" || scope === "own") return { kind: scope, name: "" };
  const [, kind, id] = /^(organization|territory|program) (\d+)/.exec(scope ?? "") ?? [];
  if (!kind || !id) return scope?.includes("customer") ? { kind: "customers", name: "" } : null;
  const [found] = await rowsIn<{ name: string }>(tx, sql`SELECT name FROM ${tables[kind as keyof typeof tables]} WHERE id = ${Number(id)}`);
  if (!found) return null;
  const isAlone = scope!.endsWith(" alone");
  return { kind: kind === "organization" ? (isAlone ? "direct" : "subtree") : (kind as "territory" | "program"), name: found.name };
}
