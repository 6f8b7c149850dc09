import "server-only";
import sql, { join, raw } from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";
import { read } from "./change";
import { findRecords, isSeen } from "./find-records";

export type ReferenceInput = { id: number } | { key: string };

/** An id that no record has: what cannot be found is then refused exactly like what is hidden. */
const nobody = 2_147_483_647;

const tables = {
  organizations: raw("key FROM organizations WHERE key"),
  territories: raw("key FROM territories WHERE key"),
  programs: raw("key FROM programs WHERE key"),
  groups: raw("key FROM groups WHERE key"),
  roles: raw("key FROM roles WHERE key"),
  users: raw("email AS key FROM users WHERE email"),
};
export type ReferenceTable = keyof typeof tables;

/** The ids behind references to customers, keys read with the viewer's eyes; a hidden or unknown key becomes an id that nothing has. */
export async function customerIdsOf(viewer: Viewer, references: readonly ReferenceInput[]): Promise<number[]> {
  const keys = references.flatMap((reference) => ("key" in reference ? [reference.key] : []));
  const found = keys.length > 0 ? await read(viewer, (on) => findRecords(on, keys.map((key) => ({ type: "customer", id: `key:${key}` })))) : [];
  const byKey = new Map(found.flatMap((record) => (record && isSeen(viewer, record) ? [[record.key, record.id]] : [])));
  return references.map((reference) => ("key" in reference ? (byKey.get(reference.key) ?? nobody) : reference.id));
}

/**
 * The ids behind references by id or key (a user's key is the email). Unknown keys become an id that nothing has. It decides nothing
 * about who may know them: whoever uses an id is asked for that.
 */
export async function idsOf(table: ReferenceTable, references: readonly ReferenceInput[]): Promise<number[]> {
  return (await idsOfAll([[table, references]]))[0]!;
}

const keyIn = (table: ReferenceTable, key: string) => (table === "users" ? key.normalize("NFKC").toLowerCase() : key);

/** The same for references to several kinds of records, in one statement. */
export async function idsOfAll(asked: readonly (readonly [ReferenceTable, readonly ReferenceInput[]])[]): Promise<number[][]> {
  const parts = asked.flatMap(([table, references], at) => {
    const keys = references.flatMap((reference) => ("key" in reference ? [keyIn(table, reference.key)] : []));
    return keys.length > 0 ? [sql`SELECT ${raw(String(at))} AS part, id, ${tables[table]} = ANY(${keys}::text[])`] : [];
  });
  const found = parts.length > 0 ? await rows<{ part: number; id: number; key: string }>(pool(), join(parts, " UNION ALL ")) : [];
  const byKey = new Map(found.map(({ part, id, key }) => [`${part} ${key}`, id]));
  return asked.map(([table, references], at) =>
    references.map((reference) => ("key" in reference ? (byKey.get(`${at} ${keyIn(table, reference.key)}`) ?? nobody) : reference.id)),
  );
}
