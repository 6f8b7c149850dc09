import "server-only";
import { isLetIn, validGrants, yieldedBy } from "../../access/compile";
import { scopesOf } from "../../access/decide";
import type { GrantFacts } from "../../access/grant";
import { isWrite, permissions, withImplied, type Permission } from "../../access/permissions";
import { atomOf } from "../../access/scope";
import type { Viewer, ViewerFacts } from "../../access/viewer";
import { now } from "../../platform/clock";
import { t } from "../../shared/language/text";
import { read } from "./change";
import { personToExplain } from "./check";
import { findRecords } from "./find-records";
import { giversToPerson, type Givers } from "./givers";
import { personAccess, type HeldAccess } from "./held-access";
import { viewers } from "./viewers";

/** What bites on a permission that some access would bring: the account, its read-only cap, a partner's limit, or access to read only. */
export type Bite = "account" | "cap" | "limit" | "level";

export type HeldPermission = {
  key: Permission;
  sentence: string;
  isWrite: boolean;
  /** Places in `access` by which it is held now; none when something bites on all of them. */
  ways: number[];
  /** Places in `access` that bring it back once an account that may not act now may act again. */
  returns: number[];
  bite: Bite | null;
};

export type WhatAnswer = {
  person: { id: number; name: string; email: string; homeName: string };
  isLetIn: boolean;
  readOnly: boolean;
  expiresAt: Date | null;
  /** How many permissions the limits of the home organization and of those above it leave; null without any limit. */
  limitedTo: number | null;
  /** Every grant the person holds, once per way of holding it; `reaches` is false where nothing of it lies in their reach. */
  access: (HeldAccess & { reaches: boolean })[];
  /** Every permission that some of it brings, in the catalogue's order. */
  permissions: HeldPermission[];
};

/**
 * Everything a person may do: each permission with the access that brings it and what bites on it. Anybody may ask about themselves.
 * Throws `not-found` when the person is hidden, `refused` without access.explain at their home.
 */
export async function whatMay(viewer: Viewer, userId: number): Promise<WhatAnswer> {
  const [person = null] = await read(viewer, (on) => findRecords(on, [{ type: "user", id: userId }]));
  const facts = await personToExplain(viewer, person);
  const grants = new Map(facts.grants.map((grant) => [grant.id, grant]));
  const ways = await read(viewer, (on) => personAccess(on, viewer, facts));
  const access = ways.map((way) => ({ ...way, reaches: atomOf(grants.get(way.grantId)!, facts) !== null }));
  return {
    person: { id: facts.userId, name: facts.name, email: facts.email, homeName: facts.homeName },
    isLetIn: isLetIn(facts, now().getTime()),
    readOnly: facts.readOnly,
    expiresAt: facts.expiresAt === null ? null : new Date(facts.expiresAt),
    limitedTo: facts.guardrails.length === 0 ? null : permissions.filter(({ key }) => isInLimits(key, facts)).length,
    access,
    permissions: permissionsOf(facts, access),
  };
}

/** Every permission that some access which counts now would bring, with the places of that access or what bites on it. */
function permissionsOf(facts: ViewerFacts, access: WhatAnswer["access"]): HeldPermission[] {
  const lets = isLetIn(facts, now().getTime());
  const grants = new Map(facts.grants.map((grant) => [grant.id, ofGrant(grant, facts)]));
  const counting = [...access.keys()].filter((at) => access[at]!.isCurrent && access[at]!.reaches);
  return permissions.flatMap(({ key, sentence }): HeldPermission[] => {
    const bringing = counting.filter((at) => grants.get(access[at]!.grantId)!.brings.has(key));
    if (bringing.length === 0) return [];
    const yielding = bringing.filter((at) => grants.get(access[at]!.grantId)!.yields.has(key));
    const [ways, returns] = lets ? [yielding, []] : [[], yielding];
    return [{ key, sentence: t(sentence), isWrite: isWrite(key), ways, returns, bite: ways.length > 0 ? null : biteOn(key, facts, lets) }];
  });
}

const ofGrant = (grant: GrantFacts, facts: ViewerFacts) => ({
  brings: new Set(withImplied(grant.role.permissions)),
  yields: new Set(yieldedBy(grant, facts)),
});

const isInLimits = (key: Permission, { guardrails }: ViewerFacts) => guardrails.every((allowed) => allowed.includes(key));

function biteOn(key: Permission, facts: ViewerFacts, lets: boolean): Bite {
  if (!lets) return "account";
  if (!isInLimits(key, facts)) return "limit";
  return facts.readOnly ? "cap" : "level";
}

/** What bites on a permission that somebody was given but cannot use on any record; null when it works somewhere, or was never given. */
export function biteOf({ facts, access }: Pick<Viewer, "facts" | "access">, permission: Permission): Bite | null {
  if (scopesOf(access, permission)) return null;
  const given = validGrants(facts, now().getTime()).some(({ grant }) => withImplied(grant.role.permissions).includes(permission) && atomOf(grant, facts) !== null);
  return given ? biteOn(permission, facts, true) : null;
}

export type AnywhereAnswer = { person: WhatAnswer["person"]; permission: Permission; held: HeldPermission | null; ways: HeldAccess[]; givers: Givers | null };

/** Whether and by what a person holds a permission on any record at all, and who could give it where they do not. Throws like whatMay. */
export async function mayAnywhere(viewer: Viewer, userId: number, permission: Permission): Promise<AnywhereAnswer> {
  const { person, permissions: found, access } = await whatMay(viewer, userId);
  const held = found.find(({ key }) => key === permission) ?? null;
  const ways = (held?.ways ?? []).map((at) => access[at]!);
  return { person, permission, held, ways, givers: isToGive(held) ? await giversAtHome(viewer, userId, permission) : null };
}

/** Whether giving it would help: where it was given at its full level, something else stands in the way. */
const isToGive = (held: HeldPermission | null) => held === null || held.bite === "level";

async function giversAtHome(viewer: Viewer, userId: number, permission: Permission): Promise<Givers | null> {
  const known = userId === viewer.facts.userId ? viewer : await viewers().get(userId, viewer.seq);
  return known && giversToPerson(viewer, known.facts, permission);
}
