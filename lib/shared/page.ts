/** How many rows match: exact, or "more than `count`" when `exact` is false. */
export type Total = { count: number; exact: boolean };

/** One keyset page. `next` and `previous` are opaque cursors for `after` and `before`. */
export type Page<Row> = { rows: Row[]; next: string | null; previous: string | null; total: Total };

/** A row whose moments have become texts. */
export type AsSent<Row> = { [Field in keyof Row]: Row[Field] extends Date ? string : Row[Field] extends Date | null ? string | null : Row[Field] };

/** A page on its way to the browser. */
export type SentPage<Row> = Omit<Page<Row>, "rows"> & { text: string };

/** Makes a page's rows one text: React sends it whole, while it walks through rows value by value, on the server twice. */
export const sent = <Row>({ rows, ...page }: Page<Row>): SentPage<Row> => ({ ...page, text: JSON.stringify(rows) });

/** The page that was sent. */
export const received = <Row>({ text, ...page }: SentPage<Row>): Page<AsSent<Row>> => ({ ...page, rows: JSON.parse(text) as AsSent<Row>[] });
