import type { Sql } from "sql-template-tag";
import { rowsBehind } from "../../../lib/platform/db/behind";
import { pool } from "../../../lib/platform/db/client";
import { rows } from "../../../lib/platform/db/connect";
import type { Wall } from "../../../lib/platform/db/transaction";

type Statement = Pick<Sql, "text" | "values"> & { wall?: Wall };

const statements = JSON.parse(process.env.BARE_STATEMENTS ?? "{}") as Record<"list" | "page", Statement[]>;

/** Fifty customers by the very statements that the portal sends for its list or page, one after the other as there. */
export async function fiftyRows<Row extends object>(kind: "list" | "page"): Promise<Row[]> {
  let found: Row[] = [];
  for (const { wall, ...statement } of statements[kind]) found = wall ? await rowsBehind<Row>(wall, statement as Sql) : await rows<Row>(pool(), statement as Sql);
  return found.slice(0, 50);
}
