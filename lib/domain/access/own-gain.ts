import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { compileAccess, type Access } from "../../access/compile";
import { allowed, type RecordScopes } from "../../access/decide";
import { permissions, type Permission } from "../../access/permissions";
import { kindOf, scopeKinds } from "../../access/scope-id";
import { deedOf } from "../../access/sentence";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { refused } from "../../shared/errors";
import { t } from "../../shared/language/text";

/**
 * A record's scopes as they are and as they would be. What lies below it goes along: `couldMeet` says which scopes that could be in although
 * the record itself is not, unless said otherwise territories and programs; each of `lacking` names scopes that some of it is not in
 * although the record is, or that the record is in for a time only.
 */
export type Placing = { before: RecordScopes; after: RecordScopes; couldMeet?: (id: number) => boolean; lacking?: readonly ((id: number) => boolean)[] };

/** Whether a scope is of one of these kinds. */
export const isOneOf = (kinds: readonly number[]) => (id: number) => kinds.includes(kindOf(id));
const byPlace = isOneOf([scopeKinds.territory, scopeKinds.program]);

/** What could hold of customers below a record: their territory, their account manager, lists that name them or leave them out. */
export const ofCustomers = isOneOf([scopeKinds.territory, scopeKinds.program, scopeKinds.own, scopeKinds.listed, scopeKinds.excepted]);

/**
 * "Nobody grants to themselves", for moving records instead of making grants: throws `refused` when putting a record (or what lies
 * below it) elsewhere would let the viewer use a permission on it that they cannot use on it now, or could not later, when something
 * of theirs has begun or ended.
 */
export function requireNoOwnGain(viewer: Viewer, placing: Placing): void {
  const gained = accessOverTime(viewer).flatMap((access) => gainOf(access, placing) ?? [])[0];
  if (!gained) return;
  const sentence = deedOf(gained);
  throw refused(gained, t("This would give you access there that you do not have now: “{sentence}”. Ask somebody who has it.", { sentence }));
}

/** The scope ids of the programs in which the organization is now and will not be later, in the order of their ends; a column. */
export const endingPrograms = (organizationId: number): Sql =>
  sql`ARRAY(SELECT program_id * 16.0 + 4 FROM enrollments WHERE organization_id = ${organizationId} AND is_current AND valid_until IS NOT NULL ORDER BY valid_until, id)::float8[]`;

/** Those programs by the end, those that end before it or with it. */
export const lackingBy = (ending: readonly number[]): ((id: number) => boolean)[] => ending.map((_, at) => (id) => ending.slice(0, at + 1).includes(id));

/** The programs in which the organization is now and will not be later, as `lacking` of a placing takes them. */
export async function programsThatEnd(tx: Transaction, organizationId: number): Promise<((id: number) => boolean)[]> {
  const [found] = await rowsIn<{ ending: number[] }>(tx, sql`SELECT ${endingPrograms(organizationId)} AS ending`);
  return lackingBy(found!.ending);
}

/**
 * What the viewer may do now, and from each later moment on at which something of theirs begins or ends. Their limits are left aside: cap
 * and guardrails can be lifted, and a token is narrow only as long as they use that one.
 */
function accessOverTime({ facts }: Viewer): Access[] {
  const moment = now().getTime();
  const ends = [...facts.grants, ...facts.memberships].flatMap(({ from, until }) => [from, until]);
  const later = [...new Set(ends.filter((time): time is number => time !== null && time > moment))];
  const unlimited = { ...facts, readOnly: false, guardrails: [], expiresAt: null };
  return [moment, ...later].map((time) => compileAccess(unlimited, time));
}

function gainOf(access: Access, { lacking = [], ...placing }: Placing): Permission | null {
  for (const isLacking of [() => false, ...lacking]) {
    const left = (scopes: RecordScopes) => scopes.filter((id) => !isLacking(id));
    const gained = gainOfOne(access, { ...placing, before: left(placing.before), after: left(placing.after) });
    if (gained) return gained;
  }
  return null;
}

function gainOfOne(access: Access, { before, after, couldMeet = byPlace }: Placing): Permission | null {
  const conditions = access.sets.flatMap(({ atoms }) => atoms.map(({ include, require }) => [include, ...require].filter(couldMeet)));
  const added = new Set(after.filter((id) => !before.includes(id)));
  // What lies below the record may meet conditions that the record itself does not: each is taken as met once, and all of one grant together.
  const cases = [[], ...[...new Set(conditions.flat())].map((id) => [id]), ...conditions.map((met) => met.filter((id) => !added.has(id)))];
  // What one grant leaves out is no reason to overlook what another gives.
  const leftOut = [...new Set(access.sets.flatMap(({ atoms }) => atoms.flatMap(({ exclude }) => exclude.filter(couldMeet))))];
  const all = [[], ...leftOut.map((id) => [id]), leftOut].flatMap((left) => cases.map((met) => [...met, ...left]));
  const isGained = (key: Permission) => all.some((met) => !allowed(access, key, [...before, ...met]) && allowed(access, key, [...after, ...met]));
  return permissions.find(({ key }) => isGained(key))?.key ?? null;
}
