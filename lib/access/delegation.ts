import { yieldedBy, type Access } from "./compile";
import { allowed, scopesOf, type RecordScopes } from "./decide";
import type { GrantFacts } from "./grant";
import type { Permission } from "./permissions";
import type { Atom } from "./scope";
import { everything, kindOf, referenceOf, scopeId, scopeKinds } from "./scope-id";
import type { ViewerFacts } from "./viewer";

/** A grant about to be made or changed, as the rule "nobody gives what they lack" sees it. */
export type Gift = Pick<
  GrantFacts,
  "kind" | "ref" | "narrowTerritoryId" | "narrowProgramId" | "exceptOrganizations" | "level"
> & {
  /** Permissions of the role; what they imply is added here. */
  permissions: readonly string[];
  /** For scope kind `customers`: the listed ones, each with the ids of its scopes; none of a customer that the giver does not see. */
  listedCustomers: readonly RecordScopes[];
  /** Ids of the customers that the grant leaves out. */
  exceptCustomers: readonly number[];
  /**
   * Who would hold it. `path` is the home organization and all above it, nearest first; for a group (`userId` null) it is an
   * organization at or below which every member is at home.
   */
  holder: { userId: number | null; path: readonly number[] };
};

/** How the trees stand: each path is the node and all above it, nearest first. */
export type Tree = {
  organizationPath: (id: number) => readonly number[];
  territoryPath: (id: number) => readonly number[];
  /** Ids of the customers that an existing grant leaves out. */
  exceptedCustomers: (grantId: number) => readonly number[];
};

export type Giver = { facts: ViewerFacts; access: Access };

/**
 * The permissions of a gift that the giver could not use themselves on every record it can ever cover, present and future, for any
 * holder; empty means the gift may be made (access-model.md, "Nobody gives what they lack"). A read gift counts what it yields.
 * Cap and guardrails bind the giver; those of the holder do not excuse a gift, as they may be lifted later.
 */
export function lackedFor(giver: Giver, gift: Gift, tree: Tree): Permission[] {
  const holderWithoutLimits = { readOnly: false, guardrails: [] };
  const role = { id: 0, name: "", permissions: gift.permissions };
  const claim = claimOf(gift);
  return yieldedBy({ role, level: gift.level }, holderWithoutLimits).filter(
    (permission) => !mayUse(giver.access, permission, claim, tree),
  );
}

/** True when the gift would land on the giver: on their own account or on a group they are in ("Nobody grants to themselves"). */
export const isToSelf = (giver: ViewerFacts, to: { userId: number | null; groupId: number | null }): boolean =>
  to.userId === giver.userId ||
  (to.groupId !== null && giver.memberships.some(({ groupId }) => groupId === to.groupId));

/** The ids that `lackedFor` will look up in the tree, so that a caller can load exactly these. */
export function placesNeeded(
  access: Access,
  gift: Gift,
): { organizations: number[]; territories: number[]; grants: number[] } {
  const claim = claimOf(gift);
  const ids = access.sets.flatMap(({ plain, atoms }) => [
    ...plain,
    ...atoms.flatMap((atom) => [atom.include, ...atom.require, ...atom.exclude]),
  ]);
  const named = [...ids, ...claim.within, ...claim.outside];
  const of = (...kinds: number[]) => [
    ...new Set(named.filter((id) => kinds.includes(kindOf(id)) && id !== everything).map(referenceOf)),
  ];
  return {
    organizations: of(scopeKinds.subtree, scopeKinds.direct),
    territories: of(scopeKinds.territory),
    grants: of(scopeKinds.excepted),
  };
}

/** What is known of every record that the gift can cover: it is in all of `within` and in none of `outside`. */
type Claim = {
  within: readonly number[];
  outside: readonly number[];
  exceptCustomers: readonly number[];
  /** Null unless the records are those of a list. */
  listed: readonly RecordScopes[] | null;
};

function claimOf(gift: Gift): Claim {
  const { path } = gift.holder;
  const within = [path.length === 1 ? everything : scopeId("subtree", path[0]!)];
  const named = namedScope(gift);
  if (named !== null) within.push(named);
  if (gift.narrowTerritoryId !== null) within.push(scopeId("territory", gift.narrowTerritoryId));
  if (gift.narrowProgramId !== null) within.push(scopeId("program", gift.narrowProgramId));
  const outside = gift.exceptOrganizations.map((id) => scopeId("subtree", id));
  const listed = gift.kind === "customers" ? gift.listedCustomers : null;
  return { within, outside, exceptCustomers: gift.exceptCustomers, listed };
}

/** A list is judged customer by customer, never by the id of its grant: the giver may hold the same grant with a shorter list. */
function namedScope({ kind, ref, holder }: Gift): number | null {
  switch (kind) {
    case "everything":
    case "customers":
      return null;
    case "own":
      return holder.userId === null ? null : scopeId("own", holder.userId);
    default:
      return scopeId(kind, ref!);
  }
}

function mayUse(access: Access, permission: Permission, claim: Claim, tree: Tree): boolean {
  const set = scopesOf(access, permission);
  if (set === null) return false;
  if (set.all) return true;
  if (claim.listed?.every((record) => allowed(access, permission, record))) return true;
  const plain = [...set.plain].map((include): Atom => ({ include, require: [], exclude: [] }));
  return [...plain, ...set.atoms].some((atom) => isInside(claim, atom, tree));
}

/** True when it is certain that every record of the claim meets the atom. */
function isInside(claim: Claim, atom: Atom, tree: Tree): boolean {
  const isWithin = (wanted: number) => claim.within.some((id) => isPartOf(id, wanted, tree));
  return [atom.include, ...atom.require].every(isWithin) && atom.exclude.every((id) => isClearOf(claim, id, tree));
}

/** True when every record of one scope is, by its nature, in the other. */
function isPartOf(inner: number, outer: number, tree: Tree): boolean {
  if (inner === outer || outer === everything) return true;
  if (inner === everything) return false;
  const [kind, wanted] = [kindOf(inner), kindOf(outer)];
  const isOfOrganization = kind === scopeKinds.subtree || kind === scopeKinds.direct;
  if (wanted === scopeKinds.subtree)
    return isOfOrganization && tree.organizationPath(referenceOf(inner)).includes(referenceOf(outer));
  if (wanted !== scopeKinds.territory || kind !== scopeKinds.territory) return false;
  return tree.territoryPath(referenceOf(inner)).includes(referenceOf(outer));
}

/** True when no record of the claim can be in the scope: the gift leaves it out as well, or lies in another part of the tree. */
function isClearOf(claim: Claim, scope: number, tree: Tree): boolean {
  if (claim.outside.some((id) => isPartOf(scope, id, tree))) return true;
  if (kindOf(scope) === scopeKinds.excepted) {
    return tree.exceptedCustomers(referenceOf(scope)).every((id) => claim.exceptCustomers.includes(id));
  }
  return claim.within.some((id) => isApart(id, referenceOf(scope), tree));
}

/** True when an organization's scope and the subtree of another cannot have a record in common; a path not known proves nothing. */
function isApart(id: number, subtreeOf: number, tree: Tree): boolean {
  if (id === everything) return false;
  const isSubtree = kindOf(id) === scopeKinds.subtree;
  if (!isSubtree && kindOf(id) !== scopeKinds.direct) return false;
  const [path, other] = [tree.organizationPath(referenceOf(id)), tree.organizationPath(subtreeOf)];
  if (path.length === 0 || other.length === 0 || path.includes(subtreeOf)) return false;
  return !isSubtree || !other.includes(referenceOf(id));
}
