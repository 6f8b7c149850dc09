/** How many rows match: exact, or "more than `count`" when `exact` is false. */
export type Total = { count: number; exact: boolean };

/** One keyset page. `next` and `previous` are opaque cursors for `after` and `before`. */
export type Page<Row> = { rows: Row[]; next: string | null; previous: string | null; total: Total };
