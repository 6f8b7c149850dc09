import type { BundleKind } from "./schema";

/** A column of a kind's table, the name it has in the log, and its type. */
type Column = readonly [column: string, field: string, type: string];
/** A reference of a line, the field of the log it fills with an id, and the kind it names. */
type Reference = readonly [name: string, field: string, target: BundleKind];

/** A list of a line. `image` reads the list as it stands of row `t`; it is left out where the list is a column. */
export type ListField = { name: string; field: string; target: BundleKind; image?: string };

/** How lines of a kind become rows: everything the statements that check, write and log them are made of. */
export type KindPlan = {
  kind: BundleKind;
  table: string;
  /** The column that holds the bundle's key. */
  key: string;
  recordType: string;
  columns: readonly Column[];
  references: readonly Reference[];
  lists: readonly ListField[];
  /** What hangs on the record and names no other: a field of the line as it is, with what reads it of row `t`. Entries are known by `by`; their `set` compares as a set. */
  parts?: readonly { field: string; image: string; by: string; set: string }[];
  /** Values of a new record that does not say; SQL over the staged row `s`. */
  fresh?: string;
  /** List fields that compare as sets. */
  sets?: readonly string[];
  /** What the log calls a creation, and a change (SQL over `was` and `now`). */
  created: string;
  changed: string;
  /** The home of the record by which the log is read; SQL over `p`. */
  home: string;
};

/** A moment as the bundle spells it. */
export const stamp = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The ids that a statement answers, as one list. */
export const ids = (from: string) => `(SELECT coalesce(jsonb_agg(x.id ORDER BY x.id), '[]') FROM (${from}) x(id))`;
/** Rows with a window of time, as one list. */
export const windowed = (field: string, table: string, own: string, other: string) =>
  `(SELECT coalesce(jsonb_agg(jsonb_build_object('${field}', x.${other}, 'from', ${stamp("x.valid_from")}, 'until', ${stamp("x.valid_until")}) ORDER BY x.${other}), '[]')
    FROM ${table} x WHERE x.${own} = t.id)`;

