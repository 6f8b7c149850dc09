import "server-only";
import sql, { raw } from "sql-template-tag";
import { rowsIn } from "../../platform/db/connect";
import { accompanied } from "../../platform/db/transaction";
import { stale } from "../../shared/errors";

/** Tables whose rows carry a version. */
export type VersionedTable = "organizations" | "users" | "groups" | "roles" | "grants" | "territories" | "programs" | "tasks";

type Asked = { table: VersionedTable; id: number; version: number; noun: string };

/**
 * Runs a command that may write only while the record has this version; of many at once exactly one gets through. Whatever else is
 * wrong with the command is told first, so that the answer tells nothing of records that are hidden. Throws `stale`.
 */
export function ifStanding<Value>({ table, id, version, noun }: Asked, command: () => Promise<Value>): Promise<Value> {
  let stands: number | undefined;
  const before: Parameters<typeof accompanied>[0]["before"] = async (tx) => {
    const [row] = await rowsIn<{ version: number }>(tx, sql`SELECT version FROM ${raw(table)} WHERE id = ${id} FOR NO KEY UPDATE`);
    stands = row?.version;
  };
  const after = async () => {
    if (stands !== undefined && stands !== version) throw stale(noun, [], stands);
  };
  return accompanied({ before, after }, command);
}
