/** How many rows match: exact, or "more than `count`" when `exact` is false. */
export type Total = { count: number; exact: boolean };

/** One keyset page. `next` and `previous` are opaque cursors for `after` and `before`. */
export type Page<Row> = { rows: Row[]; next: string | null; previous: string | null; total: Total };

/** A row whose moments have become texts. */
export type AsSent<Row> = { [Field in keyof Row]: Row[Field] extends Date ? string : Row[Field] extends Date | null ? string | null : Row[Field] };

/** A page on its way to the browser. */
export type SentPage<Row> = Omit<Page<Row>, "rows"> & { text: string };

/** The rows with their fields' names said once; null where a row has other fields than the first. */
function tableOf(rows: readonly object[], leftOut: readonly string[]): unknown[][] | null {
  const all = Object.keys(rows[0] ?? {});
  const names = all.filter((name) => !leftOut.includes(name));
  const lines: unknown[][] = [names];
  for (const row of rows) {
    const line = names.map((name) => (row as Record<string, unknown>)[name]);
    if (line.includes(undefined) || Object.keys(row).length !== all.length) return null;
    lines.push(line);
  }
  return lines;
}

function rowsOf<Row>([names, ...lines]: unknown[][]): Row[] {
  return lines.map((line) => {
    const row: Record<string, unknown> = {};
    for (let at = 0; at < line.length; at++) row[names![at] as string] = line[at];
    return row as Row;
  });
}

/**
 * Makes a page's rows one text: React sends it whole, while it walks through rows value by value, on the server twice. Fields that no column
 * in sight shows may be left out; until they come, their cells are empty.
 */
export function sent<Row extends object>({ rows, ...page }: Page<Row>, leftOut: readonly (keyof Row & string)[] = []): SentPage<Row> {
  const table = tableOf(rows, leftOut);
  return { ...page, text: JSON.stringify(table ? { table } : { rows }) };
}

/** The page that was sent. */
export function received<Row>({ text, ...page }: SentPage<Row>): Page<AsSent<Row>> {
  const { table, rows } = JSON.parse(text) as { table?: unknown[][]; rows?: AsSent<Row>[] };
  return { ...page, rows: table ? rowsOf(table) : (rows ?? []) };
}
