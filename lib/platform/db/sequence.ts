import pg from "pg";
import { prepareValue } from "pg/lib/utils";

/** A statement whose answer nobody needs; one with a name is prepared once a connection. */
export type Ahead = { name?: string; text: string; values?: unknown[] };

/** What pg's types leave out. Which statements are prepared stands on the connection: Next loads this module several times, the pool is one. */
type Wire = { parsedStatements: Record<string, string>; parse(query: object): void; bind(config: object): void; execute(config: object): void };

type Done = (error: Error | undefined, result: pg.QueryResult) => void;
type Handled = { handleDataRow(message: unknown): void; handleCommandComplete(message: unknown, connection: pg.Connection): void };
const query = pg.Query.prototype as unknown as Handled;

/**
 * A statement that others go ahead of in the same sequence of messages: one trip to the server for all of them. When one fails, none
 * after it is worked off, be it a COMMIT, and its error is that of the statement.
 */
export class Sequence extends pg.Query {
  private answered = 0;
  readonly ahead: readonly Ahead[];

  constructor(ahead: readonly Ahead[], statement: pg.QueryConfig, done: Done) {
    super({ ...statement, queryMode: "extended" } as pg.QueryConfig, done as never);
    this.ahead = ahead.map(({ values = [], ...rest }) => ({ ...rest, values: values.map((value) => prepareValue(value)) }));
    const { submit } = this;
    this.submit = (connection) => {
      connection.stream.cork();
      try {
        for (const each of this.ahead) send(connection as unknown as Wire, each);
        return submit.call(this, connection);
      } finally {
        connection.stream.uncork();
      }
    };
  }

  /** What those ahead answer is nobody's. */
  handleDataRow(message: unknown): void {
    if (this.answered === this.ahead.length) query.handleDataRow.call(this, message);
  }

  handleCommandComplete(message: unknown, connection: pg.Connection): void {
    if (this.answered === this.ahead.length) return query.handleCommandComplete.call(this, message, connection);
    this.answered++;
  }
}

function send(wire: Wire, { name, text, values }: Ahead): void {
  const statement = name ?? "";
  if (!name || !wire.parsedStatements[name]) wire.parse({ name: statement, text });
  if (name) wire.parsedStatements[name] = text;
  wire.bind({ statement, values });
  wire.execute({});
}
