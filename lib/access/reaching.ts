import { scopesOf } from "./decide";
import type { Permission } from "./permissions";
import { everything, kindOf, scopeKinds } from "./scope-id";
import type { Viewer } from "./viewer";

const ofCustomersAlone = new Set<number>([scopeKinds.listed, scopeKinds.own]);
const holdsPlaces = (id: number) => id === everything || !ofCustomersAlone.has(kindOf(id));

/**
 * True when the permission holds where partners, their people and their groups can be: chosen customers, or one's own, hold none of
 * them (access-model.md, "Scope"), so nothing could ever stand in such a section.
 */
export function canAtPlaces(viewer: Pick<Viewer, "access">, permission: Permission): boolean {
  const set = scopesOf(viewer.access, permission);
  if (!set) return false;
  const { all, plain, atoms } = set;
  return all || [...plain].some(holdsPlaces) || atoms.some(({ include, require }) => [include, ...require].every(holdsPlaces));
}
