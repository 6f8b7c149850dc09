import { compileAccess } from "./compile";
import { scopesOf } from "./decide";
import type { Permission } from "./permissions";
import { scopeId } from "./scope-id";
import { homeOf, type Viewer, type ViewerFacts } from "./viewer";

/** What somebody needs to keep an organization running: bring people in and out, and give and take their access. */
export const keeperPermissions: readonly Permission[] = [
  "users.invite",
  "users.edit",
  "users.deactivate",
  "grants.give",
  "grants.revoke",
];

/**
 * True when this person alone can keep their home organization running for good (access-model.md, "Somebody stays"): they are let
 * in, their account has no end, and every keeper permission holds on the whole subtree of their home, without narrowing or
 * exception, by grants and memberships that are valid now and have no end. Each permission may come from another grant.
 */
export function hasFullAccess(facts: ViewerFacts, now: number): boolean {
  if (facts.expiresAt !== null) return false;
  const hasNoEnd = ({ until }: { until: number | null }) => until === null;
  const lasting = { ...facts, grants: facts.grants.filter(hasNoEnd), memberships: facts.memberships.filter(hasNoEnd) };
  const access = compileAccess(lasting, now);
  const home = scopeId("subtree", homeOf(facts));
  return keeperPermissions.every((permission) => {
    const set = scopesOf(access, permission);
    return set !== null && (set.all || set.plain.has(home));
  });
}

/**
 * True when the viewer keeps the whole tree: at home at the operator, with every keeper permission on everything. Whoever can do that can
 * become anybody already, so one-time links of others are no secret from them.
 */
export const keepsEverything = ({ access, facts, viewing, via }: Viewer): boolean =>
  !viewing && via === null && facts.homePath.length === 1 && keeperPermissions.every((permission) => scopesOf(access, permission)?.all === true);
