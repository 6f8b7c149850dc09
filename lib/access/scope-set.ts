/** What one grant covers: records in `include` that are in all of `require` and in none of `exclude`. */
export type Atom = { include: number; require: readonly number[]; exclude: readonly number[] };

/** The records on which one permission holds: all of them, those in a plain scope, or those that meet an atom with conditions. */
export type ScopeSet = { all: boolean; plain: ReadonlySet<number>; atoms: readonly Atom[] };

/** A person's rights, ready to be asked. Equal scope sets are one object, so a person costs a few KB at most. */
export type Access = {
  userId: number;
  /** Scope sets, and per permission (catalogue order) the index of its set; 255 is none. */
  sets: readonly ScopeSet[];
  of: Uint8Array;
  /** The same laid out as numbers, for the decision (lib/access/probe.ts). */
  probe: readonly number[];
  /** Milliseconds from which the clock makes this stale: the next from or until of anything it rests on. */
  until: number;
};
