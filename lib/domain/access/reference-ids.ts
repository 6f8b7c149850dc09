import "server-only";
import sql from "sql-template-tag";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";

export type ReferenceInput = { id: number } | { key: string };

/** An id that no record has: what cannot be found is then refused exactly like what is hidden. */
const nobody = 2_147_483_647;

const tables = {
  organizations: sql`SELECT id, key FROM organizations WHERE key`,
  territories: sql`SELECT id, key FROM territories WHERE key`,
  programs: sql`SELECT id, key FROM programs WHERE key`,
  groups: sql`SELECT id, key FROM groups WHERE key`,
  roles: sql`SELECT id, key FROM roles WHERE key`,
  users: sql`SELECT id, email AS key FROM users WHERE email`,
};
export type ReferenceTable = keyof typeof tables;

/**
 * The ids behind references by id or key (a user's key is the email). Unknown keys become an id that nothing has. It decides nothing
 * about who may know them: whoever uses an id is asked for that.
 */
export async function idsOf(table: ReferenceTable, references: readonly ReferenceInput[]): Promise<number[]> {
  const keyIn = (key: string) => (table === "users" ? key.normalize("NFKC").toLowerCase() : key);
  const keys = references.flatMap((reference) => ("key" in reference ? [keyIn(reference.key)] : []));
  const found = keys.length > 0 ? await rows<{ id: number; key: string }>(pool(), sql`${tables[table]} = ANY(${keys}::text[])`) : [];
  const byKey = new Map(found.map(({ id, key }) => [key, id]));
  return references.map((reference) => ("key" in reference ? (byKey.get(keyIn(reference.key)) ?? nobody) : reference.id));
}
