import "server-only";
import sql from "sql-template-tag";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";

type Publisher = { facts: { userId: number; name: string } };
type Versioned = { id: number; name: string; description: string | null; permissions: readonly string[] };
type Published = { note: string | null; restoredNumber?: number };

/** A version of a template as it is kept. */
export type KeptVersion = { number: number; permissions: string[]; note: string | null };

/**
 * Keeps what a template says as its next version; call it before the template is written, with its lock held, or the database keeps the
 * version without a publisher. Answers its number.
 */
export async function addVersion(tx: Transaction, by: Publisher, role: Versioned, { note, restoredNumber }: Published = { note: null }): Promise<number> {
  const { id, name, description, permissions } = role;
  const [added] = await rowsIn<{ number: number }>(
    tx,
    sql`INSERT INTO role_versions (role_id, number, name, description, permissions, note, restored_number, published_by_id, published_by_name, published_at)
      SELECT ${id}::int, coalesce(max(number), 0) + 1, ${name}, ${description}, ${[...permissions]}::text[], ${note}, ${restoredNumber ?? null}::int,
        ${by.facts.userId === 0 ? null : by.facts.userId}::int, ${by.facts.name}, ${now()}::timestamptz
      FROM role_versions WHERE role_id = ${id} RETURNING number`,
  );
  return added!.number;
}

/** The newest version of a template, null for a role that never was one. */
export async function latestVersion(tx: Transaction, roleId: number): Promise<KeptVersion | null> {
  const [latest] = await rowsIn<KeptVersion>(
    tx,
    sql`SELECT number, permissions, note FROM role_versions WHERE role_id = ${roleId} ORDER BY number DESC LIMIT 1`,
  );
  return latest ?? null;
}

/** One version of a template, null when there is none with this number. */
export async function versionOf(tx: Transaction, roleId: number, number: number): Promise<KeptVersion | null> {
  const [found] = await rowsIn<KeptVersion>(tx, sql`SELECT number, permissions, note FROM role_versions WHERE role_id = ${roleId} AND number = ${number}`);
  return found ?? null;
}
