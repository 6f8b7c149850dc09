import "server-only";
import type pg from "pg";
import type { Sql } from "sql-template-tag";
import { pool } from "./client";
import { prepared } from "./connect";
import { Sequence } from "./sequence";
import type { Wall } from "./transaction";

/** The wall as a statement whose values last as long as the transaction; that one may write nothing. */
const raise = {
  name: "portico-raise",
  text: `SELECT set_config('transaction_read_only', 'on', true), set_config('portico.all', $1, true),
    set_config('portico.scopes', $2, true), set_config('portico.atoms', $3, true)`,
};

/**
 * The rows of one statement that reads customers behind the second wall, in a transaction of its own that can write nothing; values as `types` says.
 * It follows the raising of the wall in one sequence of messages, which PostgreSQL runs as one transaction without BEGIN and COMMIT: one trip to the
 * server, not four.
 */
export async function rowsBehind<Row extends object>(wall: Wall, statement: Sql, types?: pg.CustomTypesConfig): Promise<Row[]> {
  const { all, scopes, atoms } = wall;
  const wallRaised = { ...raise, values: [all ? "on" : "off", `{${scopes.join()}}`, atoms] };
  const client = await pool().connect();
  return new Promise((resolve, reject) => {
    client.query(
      new Sequence([wallRaised], { ...prepared(statement), types, queryMode: "extended" } as pg.QueryConfig, (error, result) => {
        client.release(error); // what a failed sequence has left prepared is not known: the pool drops the connection
        if (error) reject(error);
        else resolve(result.rows as Row[]);
      }),
    );
  });
}
