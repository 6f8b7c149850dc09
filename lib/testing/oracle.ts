import { permissions as catalogue, type Permission } from "../access/permissions";
import type { RecordRef, World, WorldGrant, WorldGroup, WorldOrganization, WorldUser } from "./world";

// The access model read aloud: slow, plain, and sharing no code with lib/access. The tests hold the real decision against it.

type Home = {
  organization: WorldOrganization;
  territoryId: number | null;
  customer: World["customers"][number] | null;
  isInProgram: (id: number) => boolean;
};

/** The decision of access-model.md ("The decision"), made by walking the trees of the world at its clock. */
export function oracleAllows(world: World, userId: number, permission: Permission, record: RecordRef): boolean {
  const user = find(world.users, userId);
  const home = homeOfRecord(world, record);
  if (!mayEnter(world, user)) return false;
  if (!isAtOrBelow(world, home.organization.id, user.organizationId)) return false;
  if (isWriting(permission) && user.readOnly) return false;
  if (!guardrailsLet(world, user, permission)) return false;
  return world.grants.some(
    (grant) =>
      isNow(grant, world.now) &&
      isHeldBy(world, grant, user) &&
      covers(world, grant, user, home) &&
      impliesFrom(find(world.roles, grant.roleId).permissions).has(permission) &&
      (!isWriting(permission) || grant.level === "write"),
  );
}

const places = new WeakMap<object, Map<number, number>>();

/** The item with this id. Where it stands is remembered, for worlds of many thousand records. */
function find<Item extends { id: number }>(items: readonly Item[], id: number): Item {
  const known = places.get(items)?.get(id);
  if (known !== undefined && items[known]?.id === id) return items[known];
  places.set(items, new Map(items.map((item, at) => [item.id, at])));
  const item = items.find((candidate) => candidate.id === id);
  if (!item) throw new Error(`The world has no ${id} there.`);
  return item;
}

const isNow = (window: { from: number | null; until: number | null }, now: number) =>
  !(window.from !== null && now < window.from) && !(window.until !== null && now >= window.until);

const writing = new Set<string>(catalogue.filter(({ kind }) => kind === "write").map(({ key }) => key));
const isWriting = (permission: Permission) => writing.has(permission);

function mayEnter(world: World, user: WorldUser): boolean {
  if (user.status !== "active") return false;
  if (user.expiresAt !== null && world.now >= user.expiresAt) return false;
  let organization: WorldOrganization | null = find(world.organizations, user.organizationId);
  while (organization) {
    if (organization.status === "deactivated") return false;
    organization = organization.parentId === null ? null : find(world.organizations, organization.parentId);
  }
  return true;
}

function isAtOrBelow(world: World, organizationId: number, top: number): boolean {
  if (organizationId === top) return true;
  const { parentId } = find(world.organizations, organizationId);
  return parentId !== null && isAtOrBelow(world, parentId, top);
}

function isInTerritory(world: World, territoryId: number | null, wanted: number): boolean {
  if (territoryId === null) return false;
  return territoryId === wanted || isInTerritory(world, find(world.territories, territoryId).parentId, wanted);
}

function isEnrolled(world: World, organizationId: number, programId: number): boolean {
  return find(world.programs, programId).enrollments.some(
    (enrollment) => enrollment.organizationId === organizationId && isNow(enrollment, world.now),
  );
}

/** A record with a customer is judged by the customer; territories and programs are the operator's, in themselves. */
function homeOfRecord(world: World, { type, id }: RecordRef): Home {
  const operator = world.organizations.find(({ parentId }) => parentId === null)!;
  if (type === "territory")
    return { organization: operator, territoryId: id, customer: null, isInProgram: () => false };
  if (type === "program") {
    return { organization: operator, territoryId: null, customer: null, isInProgram: (program) => program === id };
  }
  const customer = type === "customer" ? find(world.customers, id) : null;
  const organization = find(world.organizations, customer ? customer.organizationId : id);
  const territoryId = customer ? customer.territoryId : organization.territoryId;
  return { organization, territoryId, customer, isInProgram: (program) => isEnrolled(world, organization.id, program) };
}

function impliesFrom(keys: readonly string[]): Set<string> {
  const all = new Set<string>();
  const queue = [...keys];
  while (queue.length > 0) {
    const entry = catalogue.find(({ key }) => key === queue[0]);
    queue.shift();
    if (!entry || all.has(entry.key)) continue;
    all.add(entry.key);
    queue.push(...entry.implies);
  }
  return all;
}

const implied = new WeakMap<readonly string[], Set<string>>();

function impliedBy(keys: readonly string[]): Set<string> {
  const known = implied.get(keys);
  if (known) return known;
  const found = impliesFrom(keys);
  implied.set(keys, found);
  return found;
}

function guardrailsLet(world: World, user: WorldUser, permission: Permission): boolean {
  return world.organizations
    .filter(({ id, guardrail }) => guardrail !== null && isAtOrBelow(world, user.organizationId, id))
    .every(({ guardrail }) => impliedBy(guardrail!).has(permission));
}

function isHeldBy(world: World, grant: WorldGrant, user: WorldUser): boolean {
  if (grant.userId !== null) return grant.userId === user.id;
  return isInGroup(world, find(world.groups, grant.groupId!), user);
}

function isInGroup(world: World, group: WorldGroup, user: WorldUser): boolean {
  const isMember =
    group.type === "rule"
      ? isFoundByRule(world, group, user)
      : group.members.some((member) => member.userId === user.id && isNow(member, world.now));
  return isMember || group.groups.some((inner) => isInGroup(world, find(world.groups, inner), user));
}

/** A rule finds people at home in the group's organization or below it; all its attributes must match; an empty one finds nobody. */
function isFoundByRule(world: World, group: WorldGroup, user: WorldUser): boolean {
  const rule = group.rule ?? {};
  const home = find(world.organizations, user.organizationId);
  const is = (own: string | null) => (value: string) => value === own;
  const matches = [
    rule.jobRole?.some(is(user.jobRole)),
    rule.region?.some(is(user.region)),
    rule.partnerType?.some(is(home.partnerType)),
    rule.organization?.some(is(home.key)),
    rule.territory?.some((key) =>
      world.territories.some((node) => node.key === key && isInTerritory(world, home.territoryId, node.id)),
    ),
    rule.program?.some((key) => world.programs.some((one) => one.key === key && isEnrolled(world, home.id, one.id))),
  ].filter((match) => match !== undefined);
  return matches.length > 0 && !matches.includes(false) && isAtOrBelow(world, home.id, group.organizationId);
}

function covers(world: World, grant: WorldGrant, user: WorldUser, home: Home): boolean {
  if (!isNamed(world, grant, user, home)) return false;
  const { territoryId, programId } = grant.narrow;
  if (territoryId !== null && !isInTerritory(world, home.territoryId, territoryId)) return false;
  if (programId !== null && !home.isInProgram(programId)) return false;
  if (grant.except.organizations.some((id) => isAtOrBelow(world, home.organization.id, id))) return false;
  return home.customer === null || !grant.except.customers.includes(home.customer.id);
}

function isNamed(world: World, grant: WorldGrant, user: WorldUser, home: Home): boolean {
  const { kind, ref, customers } = grant.scope;
  if (kind === "everything") return true;
  if (kind === "subtree") return isAtOrBelow(world, home.organization.id, ref!);
  if (kind === "direct") return home.organization.id === ref;
  if (kind === "territory") return isInTerritory(world, home.territoryId, ref!);
  if (kind === "program") return home.isInProgram(ref!);
  if (home.customer === null) return false;
  return kind === "own" ? home.customer.accountManagerId === user.id : customers.includes(home.customer.id);
}

/** The grants that the person holds at the world's clock, however: to themselves, in groups, by rules. */
export function oracleHeld(world: World, userId: number): WorldGrant[] {
  const user = find(world.users, userId);
  return world.grants.filter((grant) => isNow(grant, world.now) && isHeldBy(world, grant, user));
}

/**
 * The same decision for many records of one person: everything they may do with each. `held` are the grants to judge by, all that they
 * hold unless said otherwise.
 */
export function oracleRights(world: World, userId: number, held = oracleHeld(world, userId)): (record: RecordRef) => ReadonlySet<string> {
  const user = find(world.users, userId);
  if (!mayEnter(world, user)) return () => nothing;
  const isLet = new Map(catalogue.map(({ key }) => [key as string, guardrailsLet(world, user, key)]));
  const given = (grants: WorldGrant[]) =>
    new Set(
      grants.flatMap(({ roleId, level }) =>
        [...impliedBy(find(world.roles, roleId).permissions)].filter((key) => isLet.get(key) && (!isWriting(key as Permission) || (level === "write" && !user.readOnly))),
      ),
    );
  // The same grants give the same rights, on whatever record they meet.
  const known = new Map<string, ReadonlySet<string>>();
  return (record) => {
    const home = homeOfRecord(world, record);
    if (!isAtOrBelow(world, home.organization.id, user.organizationId)) return nothing;
    const covering = held.filter((grant) => covers(world, grant, user, home));
    const name = covering.map(({ id }) => id).join();
    if (!known.has(name)) known.set(name, given(covering));
    return known.get(name)!;
  };
}

const nothing: ReadonlySet<string> = new Set();
