import type { GrantFacts } from "./grant";
import { everything, scopeId } from "./scope-id";
import type { Atom } from "./scope-set";
import { homeOf, isAtRoot, type ViewerFacts } from "./viewer";

export type { Atom } from "./scope-set";

type Holder = Pick<ViewerFacts, "userId" | "homePath">;

/** A grant's scope clipped to the holder's reach; null when nothing is left (access-model.md, "Scope" and "reach"). */
export function atomOf(grant: GrantFacts, holder: Holder): Atom | null {
  const include = includedScope(grant, holder);
  // Leaving out the home or an organization above it leaves nothing; customers do not carry the root's scope, so it is settled here.
  if (include === null || grant.exceptOrganizations.some((id) => holder.homePath.includes(id))) return null;
  const require = requiredScopes(grant, holder);
  const exclude = grant.exceptOrganizations.map((id) => scopeId("subtree", id));
  if (grant.hasExceptCustomers) exclude.push(scopeId("excepted", grant.id));
  // "Everything that is in X" is X: one spelling for one set, so that equal scopes are seen to be equal.
  if (include === everything && require.length > 0) return { include: require[0]!, require: require.slice(1), exclude };
  return { include, require, exclude };
}

/** The reach, unless the scope itself is cut to it, and what the grant is narrowed to. */
function requiredScopes(grant: GrantFacts, holder: Holder): number[] {
  const isCut = grant.kind === "everything" || grant.kind === "subtree" || grant.kind === "direct";
  const require = isCut || isAtRoot(holder) ? [] : [scopeId("subtree", homeOf(holder))];
  if (grant.narrowTerritoryId !== null) require.push(scopeId("territory", grant.narrowTerritoryId));
  if (grant.narrowProgramId !== null) require.push(scopeId("program", grant.narrowProgramId));
  return require;
}

function includedScope(grant: GrantFacts, holder: Holder): number | null {
  switch (grant.kind) {
    case "everything":
      return wholeReach(holder);
    case "subtree":
      return holder.homePath.includes(grant.ref!) ? wholeReach(holder) : withinReach("subtree", grant, holder);
    case "direct":
      return withinReach("direct", grant, holder);
    case "territory":
    case "program":
      return scopeId(grant.kind, grant.ref!);
    case "customers":
      return scopeId("listed", grant.id);
    case "own":
      return scopeId("own", holder.userId);
  }
}

const withinReach = (kind: "subtree" | "direct", { ref, path }: GrantFacts, holder: Holder) =>
  path.includes(homeOf(holder)) ? scopeId(kind, ref!) : null;

const wholeReach = (holder: Holder) => (isAtRoot(holder) ? everything : scopeId("subtree", homeOf(holder)));

/** True when the scope ids of a record meet the atom. */
export function meets(atom: Atom, record: readonly number[]): boolean {
  if (atom.include !== everything && !record.includes(atom.include)) return false;
  return atom.require.every((id) => record.includes(id)) && !atom.exclude.some((id) => record.includes(id));
}
