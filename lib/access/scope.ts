import type { GrantFacts } from "./grant";
import { everything, scopeId } from "./scope-id";
import { homeOf, isAtRoot, type ViewerFacts } from "./viewer";

/** What one grant covers: records in `include` that are in all of `require` and in none of `exclude`. */
export type Atom = { include: number; require: readonly number[]; exclude: readonly number[] };

type Holder = Pick<ViewerFacts, "userId" | "homePath">;

/** A grant's scope clipped to the holder's reach; null when nothing is left (access-model.md, "Scope" and "reach"). */
export function atomOf(grant: GrantFacts, holder: Holder): Atom | null {
  const include = includedScope(grant, holder);
  // Leaving out the home or an organization above it leaves nothing; customers do not carry the root's scope, so it is settled here.
  if (include === null || grant.exceptOrganizations.some((id) => holder.homePath.includes(id))) return null;
  const facts = holder as ViewerFacts;
  const isClipped = grant.kind === "everything" || grant.kind === "subtree" || grant.kind === "direct";
  const require = isClipped || isAtRoot(facts) ? [] : [scopeId("subtree", homeOf(facts))];
  if (grant.narrowTerritoryId !== null) require.push(scopeId("territory", grant.narrowTerritoryId));
  if (grant.narrowProgramId !== null) require.push(scopeId("program", grant.narrowProgramId));
  const exclude = grant.exceptOrganizations.map((id) => scopeId("subtree", id));
  if (grant.hasExceptCustomers) exclude.push(scopeId("excepted", grant.id));
  // "Everything that is in X" is X: one spelling for one set, so that equal scopes are seen to be equal.
  if (include === everything && require.length > 0) return { include: require[0]!, require: require.slice(1), exclude };
  return { include, require, exclude };
}

function includedScope(grant: GrantFacts, holder: Holder): number | null {
  const home = holder.homePath[0]!;
  const whole = holder.homePath.length === 1 ? everything : scopeId("subtree", home);
  switch (grant.kind) {
    case "everything":
      return whole;
    case "subtree":
      if (grant.path.length === 1) return whole;
      if (grant.path.includes(home)) return scopeId("subtree", grant.ref!);
      return holder.homePath.includes(grant.ref!) ? whole : null;
    case "direct":
      return grant.path.includes(home) ? scopeId("direct", grant.ref!) : null;
    case "territory":
      return scopeId("territory", grant.ref!);
    case "program":
      return scopeId("program", grant.ref!);
    case "customers":
      return scopeId("listed", grant.id);
    case "own":
      return scopeId("own", holder.userId);
  }
}

/** True when the scope ids of a record meet the atom. */
export function meets(atom: Atom, record: readonly number[]): boolean {
  if (atom.include !== everything && !record.includes(atom.include)) return false;
  return atom.require.every((id) => record.includes(id)) && !atom.exclude.some((id) => record.includes(id));
}
