export type ScopeKind = "everything" | "subtree" | "direct" | "territory" | "program" | "customers" | "own";
export type GrantLevel = "read" | "write";

/** From (included) until (excluded), milliseconds; null is open. */
export type Window = { from: number | null; until: number | null };

/** A grant with what the decision needs to know about it, as loaded. */
export type GrantFacts = Window & {
  id: number;
  /** The group it was given to; null when given to the user. */
  groupId: number | null;
  role: { id: number; name: string; permissions: readonly string[] };
  kind: ScopeKind;
  /** Organization, territory or program of the scope. */
  ref: number | null;
  /** For subtree and direct: the scope's organization and all above it, nearest first. */
  path: readonly number[];
  narrowTerritoryId: number | null;
  narrowProgramId: number | null;
  exceptOrganizations: readonly number[];
  hasExceptCustomers: boolean;
  level: GrantLevel;
};

/** One way in which the user is in a group: `via` are the group ids from the one joined directly up to `groupId`. */
export type Membership = Window & { groupId: number; via: readonly number[] };

/** True when the window holds the moment. */
export const holds = ({ from, until }: Window, now: number) => (from === null || from <= now) && (until === null || now < until);
