/**
 * A scope id names one set of records as a number: reference * 16 + kind. Its twin is the SQL of the access projection.
 * A record carries the ids of all scopes it is in; a grant names the ids it covers.
 */
export const scopeKinds = { subtree: 1, direct: 2, territory: 3, program: 4, listed: 5, own: 6, derived: 7, excepted: 9 } as const;

export type ScopeIdKind = keyof typeof scopeKinds;

/** The scope of every record there is. */
export const everything = 0;

/** The id of the scope of this kind about this organization, territory, program, grant or user. */
export const scopeId = (kind: ScopeIdKind, reference: number) => reference * 16 + scopeKinds[kind];

/** Kind number of a scope id. */
export const kindOf = (id: number) => id % 16;

/** What a scope id is about: the id of an organization, territory, program, grant or user. */
export const referenceOf = (id: number) => Math.floor(id / 16);

/** True when the ids' customers are kept as rows of customer_scope (the others are columns of the customer itself). */
export const isProjected = (id: number) => id !== everything && kindOf(id) !== scopeKinds.direct && kindOf(id) !== scopeKinds.own;
