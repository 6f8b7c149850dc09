import { earlierEnd, isLetIn, validGrants, yieldedBy } from "./compile";
import type { RecordScopes } from "./decide";
import { holds, type GrantFacts, type GrantLevel, type Membership, type Window } from "./grant";
import { isWrite, withImplied, type Permission } from "./permissions";
import { atomOf, meets } from "./scope";
import { scopeId } from "./scope-id";
import { homeOf, isAtRoot, type ViewerFacts } from "./viewer";

/** The part of a grant that says which records it reaches. */
export type ScopeFacts = Pick<
  GrantFacts,
  "id" | "kind" | "ref" | "narrowTerritoryId" | "narrowProgramId" | "exceptOrganizations" | "hasExceptCustomers"
>;

/** One grant, held in one way, that by itself allows the question asked. */
export type Reason = {
  grantId: number;
  roleId: number;
  roleName: string;
  scope: ScopeFacts;
  level: GrantLevel;
  /** Milliseconds when this reason ends, by the grant or the group membership; null is never. */
  until: number | null;
  /** Groups from the one joined directly up to the one that was given the grant; null when given to the person. */
  via: readonly number[] | null;
};

/** The one thing that keeps a grant from being a reason. */
export type Obstacle = "role" | "level" | "record" | "not-yet" | "expired";

/**
 * What is lacking. Of account, read-only cap and guardrail each one listed must change; of the near misses one that changes is
 * enough; `no-grant` stands where no grant misses by a single thing. A record outside the reach is in no grant, however made, so of
 * grants nothing is said then.
 */
export type Missing =
  | { kind: "account-not-active" }
  | { kind: "account-expired"; since: number }
  | { kind: "read-only-cap" }
  | { kind: "guardrail" }
  | { kind: "out-of-reach" }
  | { kind: "near-miss"; obstacle: Obstacle; since: number | null; grant: Reason }
  | { kind: "no-grant" };

export type Explanation = { allowed: boolean; reasons: Reason[]; missing: Missing[] };

/**
 * Why this person may or may not use a permission on a record. Made of the same pieces as the decision: it is allowed exactly
 * when a reason is named. Order is by grant and then by way, whatever the order of the facts.
 */
export function explain(facts: ViewerFacts, permission: Permission, record: RecordScopes, now: number): Explanation {
  const held = isLetIn(facts, now) ? validGrants(facts, now) : [];
  const reasons = held
    .filter(({ grant }) => covers(grant, facts, record) && yieldedBy(grant, facts).includes(permission))
    .map(({ grant, via, until }) => reasonOf(grant, via, until))
    .sort(byGrantAndWay);
  const isAllowed = reasons.length > 0;
  return { allowed: isAllowed, reasons, missing: isAllowed ? [] : missingOf({ facts, permission, record, now }) };
}

const covers = (grant: GrantFacts, facts: ViewerFacts, record: RecordScopes) => {
  const atom = atomOf(grant, facts);
  return atom !== null && meets(atom, record);
};

function reasonOf(grant: GrantFacts, via: readonly number[] | null, until: number | null): Reason {
  const { id, kind, ref, narrowTerritoryId, narrowProgramId, exceptOrganizations, hasExceptCustomers } = grant;
  const scope = { id, kind, ref, narrowTerritoryId, narrowProgramId, exceptOrganizations, hasExceptCustomers };
  return { grantId: id, roleId: grant.role.id, roleName: grant.role.name, scope, level: grant.level, until, via };
}

function byGrantAndWay(a: Reason, b: Reason): number {
  if (a.grantId !== b.grantId) return a.grantId - b.grantId;
  const [one, two] = [a.via ?? [], b.via ?? []];
  if (one.length !== two.length) return one.length - two.length;
  const at = one.findIndex((id, index) => id !== two[index]);
  return at === -1 ? 0 : one[at]! - two[at]!;
}

type Question = { facts: ViewerFacts; permission: Permission; record: RecordScopes; now: number };

function missingOf(question: Question): Missing[] {
  const { facts, permission, record, now } = question;
  const missing: Missing[] = [];
  if (!facts.isActive) missing.push({ kind: "account-not-active" });
  if (facts.expiresAt !== null && facts.expiresAt <= now)
    missing.push({ kind: "account-expired", since: facts.expiresAt });
  if (facts.readOnly && isWrite(permission)) missing.push({ kind: "read-only-cap" });
  if (!facts.guardrails.every((allowed) => allowed.includes(permission))) missing.push({ kind: "guardrail" });
  if (!isInReach(facts, record)) return [...missing, { kind: "out-of-reach" }];
  const misses = waysOfHolding(facts).map((way) => ({ way, lacks: lacksOf(way, question) }));
  if (misses.some(({ lacks }) => lacks.length === 0)) return missing;
  const near = misses
    .filter(({ lacks }) => lacks.length === 1)
    .map(({ way, lacks }) => ({ ...lacks[0]!, grant: reasonOfWay(way) }));
  if (near.length === 0) return [...missing, { kind: "no-grant" }];
  near.sort((a, b) => byGrantAndWay(a.grant, b.grant));
  const isFirst = (miss: (typeof near)[number], index: number) =>
    near.findIndex(({ grant, obstacle }) => grant.grantId === miss.grant.grantId && obstacle === miss.obstacle) ===
    index;
  return [...missing, ...near.filter(isFirst).map((miss): Missing => ({ kind: "near-miss", ...miss }))];
}

/** Whether the record's home is the person's own or below it. */
const isInReach = (facts: ViewerFacts, record: RecordScopes) => isAtRoot(facts) || record.includes(scopeId("subtree", homeOf(facts)));

type Way = { grant: GrantFacts; membership: Membership | null };

const waysOfHolding = (facts: ViewerFacts): Way[] =>
  facts.grants.flatMap((grant): Way[] =>
    grant.groupId === null
      ? [{ grant, membership: null }]
      : facts.memberships
          .filter(({ groupId }) => groupId === grant.groupId)
          .map((membership) => ({ grant, membership })),
  );

const reasonOfWay = ({ grant, membership }: Way) =>
  reasonOf(grant, membership?.via ?? null, earlierEnd(grant.until, membership?.until ?? null));

function lacksOf({ grant, membership }: Way, { facts, permission, record, now }: Question) {
  const lacks: { obstacle: Obstacle; since: number | null }[] = [];
  if (!withImplied(grant.role.permissions).includes(permission)) lacks.push({ obstacle: "role", since: null });
  if (isWrite(permission) && grant.level === "read") lacks.push({ obstacle: "level", since: null });
  if (!covers(grant, facts, record)) lacks.push({ obstacle: "record", since: null });
  for (const window of [grant, membership]) if (window && !holds(window, now)) lacks.push(closedSince(window, now));
  return lacks;
}

const closedSince = ({ from, until }: Window, now: number) =>
  until !== null && until <= now
    ? { obstacle: "expired" as const, since: until }
    : { obstacle: "not-yet" as const, since: from };
