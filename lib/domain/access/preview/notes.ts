import "server-only";
import sql from "sql-template-tag";
import { rowsIn, type Transaction } from "../../../platform/db/connect";

type Kind = "user" | "group" | "rule" | "grant" | "role" | "moved" | "limited" | "home" | "territory" | "customer";

/** What a transaction touched: ids by kind, and the rules as they were. `moved` are organizations with all below them. */
export type Notes = Record<Exclude<Kind, "rule">, number[]> & { rules: { groupId: number; former: object }[] };

type Row = { kind: Kind; ref: number; former: object | null };

/** Reads what the triggers noted in this transaction (migration access_preview). */
export async function readNotes(tx: Transaction): Promise<Notes> {
  const found = await rowsIn<Row>(tx, sql`SELECT DISTINCT kind, ref, former FROM access_notes`);
  const of = (kind: Kind) => found.filter((row) => row.kind === kind).map(({ ref }) => ref);
  return {
    user: of("user"),
    group: of("group"),
    grant: of("grant"),
    role: of("role"),
    moved: of("moved"),
    limited: of("limited"),
    home: of("home"),
    territory: of("territory"),
    customer: of("customer"),
    rules: found.filter(({ kind }) => kind === "rule").map(({ ref, former }) => ({ groupId: ref, former: former! })),
  };
}

/** True when roles are all that was touched: then nobody's facts differ in anything but these roles. */
export const isAboutRolesOnly = ({ role, rules, ...rest }: Notes) => role.length > 0 && rules.length === 0 && Object.values(rest).every((ids) => ids.length === 0);
