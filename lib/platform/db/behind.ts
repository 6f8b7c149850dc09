import "server-only";
import pg from "pg";
import type { Sql } from "sql-template-tag";
import { pool } from "./client";
import { prepared } from "./connect";
import type { Wall } from "./transaction";

/** The wall as a statement whose values last as long as the transaction; that one may write nothing. */
const raise = {
  name: "portico-raise",
  text: `SELECT set_config('transaction_read_only', 'on', true), set_config('portico.all', $1, true),
    set_config('portico.scopes', $2, true), set_config('portico.atoms', $3, true)`,
};

/** What pg's types leave out. Which statements are prepared stands on the connection: Next loads this module several times, the pool is one. */
type Wire = { parsedStatements: Record<string, string>; parse(query: object): void; bind(config: object): void; execute(config: object): void };

type Done = (error: Error | undefined, result: { rows: unknown[] }) => void;
type Handled = { handleDataRow(message: unknown): void; handleCommandComplete(message: unknown, connection: pg.Connection): void };
const query = pg.Query.prototype as unknown as Handled;

/**
 * A statement that follows the raising of the wall in the same sequence of messages. PostgreSQL runs such a sequence as one transaction
 * without BEGIN and COMMIT, so reading behind the wall is one trip to the server, not four.
 */
class Behind extends pg.Query {
  private isRaising = true;

  constructor(
    private readonly wall: Wall,
    statement: pg.QueryConfig,
    done: Done,
  ) {
    super(statement, done as never);
    const { submit } = this;
    this.submit = (connection) => {
      connection.stream.cork();
      try {
        this.sendWall(connection);
        return submit.call(this, connection);
      } finally {
        connection.stream.uncork();
      }
    };
  }

  private sendWall(connection: pg.Connection): void {
    const wire = connection as unknown as Wire;
    if (!wire.parsedStatements[raise.name]) wire.parse(raise);
    wire.parsedStatements[raise.name] = raise.text;
    const { all, scopes, atoms } = this.wall;
    wire.bind({ statement: raise.name, values: [all ? "on" : "off", `{${scopes.join()}}`, atoms] });
    wire.execute({});
  }

  /** The one row of the wall's own statement is nobody's. */
  handleDataRow(message: unknown): void {
    if (!this.isRaising) query.handleDataRow.call(this, message);
  }

  handleCommandComplete(message: unknown, connection: pg.Connection): void {
    if (!this.isRaising) return query.handleCommandComplete.call(this, message, connection);
    this.isRaising = false;
  }
}

/** The rows of one statement that reads customers behind the second wall, in a transaction of its own that can write nothing; values as `types` says. */
export async function rowsBehind<Row extends object>(wall: Wall, statement: Sql, types?: pg.CustomTypesConfig): Promise<Row[]> {
  const client = await pool().connect();
  return new Promise((resolve, reject) => {
    client.query(
      new Behind(wall, { ...prepared(statement), types, queryMode: "extended" } as pg.QueryConfig, (error, result) => {
        client.release(error); // what a failed sequence has left prepared is not known: the pool drops the connection
        if (error) reject(error);
        else resolve(result.rows as Row[]);
      }),
    );
  });
}
