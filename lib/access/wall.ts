import type { Access } from "./compile";
import { scopesOf } from "./decide";
import { atomsAsJson } from "./filter";

/** With whose eyes a transaction reads customers: the second wall's twin of the viewer's `customers.list`. */
export type Wall = { all: boolean; scopes: readonly number[]; atoms: string };

/** The wall of one viewer. Every read of a customer implies `customers.list`, so its scopes are the widest that can be read. */
export function wallOf(access: Access): Wall {
  const set = scopesOf(access, "customers.list");
  if (!set) return { all: false, scopes: [], atoms: "" };
  return { all: set.all, scopes: [...set.plain], atoms: set.atoms.length > 0 ? atomsAsJson(set.atoms) : "" };
}
