import { atomsAsJson } from "./filter";
import type { ScopeSet } from "./scope-set";

/** With whose eyes a transaction reads customers: the second wall's twin of the viewer's `customers.list`. */
export type Wall = { all: boolean; scopes: readonly number[]; atoms: string };

/** Sees every customer: for counting what a change does, never for showing. */
export const wallOfAll: Wall = { all: true, scopes: [], atoms: "" };

/** The wall made of a viewer's scopes for `customers.list`. Every read of a customer implies it, so they are the widest that can be read. */
export function wallOf(set: ScopeSet | null): Wall {
  if (!set) return { all: false, scopes: [], atoms: "" };
  return { all: set.all, scopes: [...set.plain], atoms: set.atoms.length > 0 ? atomsAsJson(set.atoms) : "" };
}
