import type { ScopeKind } from "@/lib/access/grant";
import { permissions as catalogue } from "@/lib/access/permissions";
import { pathOf, type World, type WorldGrant, type WorldGroup, type WorldOrganization, type WorldUser } from "../world";
import type { Dice } from "./dice";

const day = 86_400_000;
const sizes = { organizations: 7, territories: 4, programs: 2, users: 8, roles: 6, groups: 6, grants: 13, customers: 8 };
/** The first people hold the first roles, which allow most things, so that a good part of what is tried is let through. */
export const administrators = 4;
const count = <Value>(size: number, make: (id: number) => Value): Value[] => Array.from({ length: size }, (_, at) => make(at + 1));
const keys = catalogue.map(({ key }) => key);

/**
 * A small world of administrators with partial access, as it could have come about: people are in groups of their home and above it,
 * groups inside groups above them. Windows lie days away from the clock, so that no moment passes meanwhile.
 */
export function startingWorld(dice: Dice, now: number): World {
  const territories = count(sizes.territories, (id) => ({ id, key: `t${id}`, parentId: id === 1 || dice.chance(0.3) ? null : dice.below(id - 1) + 1 }));
  const organizations = count(sizes.organizations, (id): WorldOrganization => ({
    ...{ id, key: `o${id}`, parentId: id === 1 ? null : dice.below(id - 1) + 1, status: "active" },
    territoryId: dice.chance(0.6) ? dice.below(sizes.territories) + 1 : null,
    partnerType: dice.chance(0.5) ? dice.one(["msp", "reseller"]) : null,
    guardrail: id > 1 && dice.chance(0.1) ? dice.some(keys, 0.7) : null,
  }));
  const users = count(sizes.users, (id): WorldUser => ({
    ...{ id, key: `u${id}@example.org`, organizationId: dice.below(id <= administrators ? 3 : sizes.organizations) + 1, status: "active", expiresAt: dice.chance(0.1) ? now + 9 * day : null },
    jobRole: dice.chance(0.5) ? dice.one(["sales", "support"]) : null,
    region: dice.chance(0.4) ? dice.one(["north", "south"]) : null,
    readOnly: id > administrators && dice.chance(0.15),
  }));
  const at = { organizations, users, territories };
  const groups = count(sizes.groups, (id) => groupOf(dice, at, { id, now }));
  for (const group of groups) group.groups = innerOf(dice, organizations, { group, groups });
  return {
    ...{ now, territories, organizations, users, groups },
    programs: count(sizes.programs, (id) => ({ id, key: `p${id}`, enrollments: dice.some(organizations, 0.3).map((o) => ({ organizationId: o.id, from: now - 5 * day, until: dice.chance(0.2) ? now + 5 * day : null })) })),
    roles: count(sizes.roles, (id) => ({ id, key: `r${id}`, organizationId: dice.chance(0.7) ? 1 : dice.below(sizes.organizations) + 1, permissions: dice.some(keys, id <= 2 ? 0.93 : dice.one([0.1, 0.25, 0.6])) })).map((role) => (role.permissions.length > 0 ? role : { ...role, permissions: ["customers.view"] })),
    grants: count(sizes.grants, (id) => grantOf(dice, id, now)),
    customers: count(sizes.customers, (id) => {
      const organizationId = dice.below(sizes.organizations) + 1;
      const managers = users.filter((user) => pathOf(organizations, organizationId).includes(user.organizationId));
      const accountManagerId = managers.length > 0 && dice.chance(0.5) ? dice.one(managers).id : null;
      return { id, key: `c${id}`, organizationId, territoryId: dice.chance(0.6) ? dice.below(sizes.territories) + 1 : null, accountManagerId };
    }),
  };
}

type Places = Pick<World, "organizations" | "users" | "territories">;

function windowOf(dice: Dice, now: number) {
  return { from: dice.chance(0.1) ? now + dice.one([-3, 3]) * day : null, until: dice.chance(0.15) ? now + dice.one([5, 8]) * day : null };
}

function groupOf(dice: Dice, { organizations, users }: Places, { id, now }: { id: number; now: number }): WorldGroup {
  const organizationId = dice.chance(0.5) ? 1 : dice.below(sizes.organizations) + 1;
  const type = dice.one(["team", "security", "rule"] as const);
  const below = users.filter((user) => pathOf(organizations, user.organizationId).includes(organizationId));
  const members = type === "rule" ? [] : dice.some(below, 0.35).map((user) => ({ userId: user.id, ...windowOf(dice, now) }));
  return { id, key: `g${id}`, organizationId, type, members, groups: [], rule: type === "rule" ? ruleOf(dice) : null };
}

/** A rule over one or two attributes. */
export function ruleOf(dice: Dice): NonNullable<WorldGroup["rule"]> {
  const all = {
    jobRole: [dice.one(["sales", "support"])],
    region: [dice.one(["north", "south"])],
    partnerType: [dice.one(["msp", "reseller"])],
    organization: [`o${dice.below(sizes.organizations) + 1}`],
    territory: [`t${dice.below(sizes.territories) + 1}`],
    program: [`p${dice.below(sizes.programs) + 1}`],
  };
  const chosen = dice.one(Object.keys(all) as (keyof typeof all)[]);
  return { [chosen]: all[chosen], ...(dice.chance(0.25) ? { jobRole: all.jobRole } : {}) };
}

function innerOf(dice: Dice, organizations: readonly WorldOrganization[], { group, groups }: { group: WorldGroup; groups: readonly WorldGroup[] }): number[] {
  if (group.type === "rule") return [];
  const fits = groups.filter((other) => other.id > group.id && pathOf(organizations, other.organizationId).includes(group.organizationId));
  return dice.some(fits, 0.2).map(({ id }) => id);
}

const strongKinds: readonly ScopeKind[] = ["everything", "everything", "everything", "subtree", "territory", "program"];
const kinds: readonly ScopeKind[] = ["everything", "everything", "everything", "subtree", "direct", "territory", "program", "customers", "own"];

function grantOf(dice: Dice, id: number, now: number): WorldGrant {
  const kind = id <= administrators ? dice.one(strongKinds) : dice.one(kinds);
  const refs: Partial<Record<ScopeKind, number>> = { subtree: sizes.organizations, direct: sizes.organizations, territory: sizes.territories, program: sizes.programs };
  const customers = count(sizes.customers, (customer) => customer);
  const isStrong = id <= administrators + 1;
  const userId = id <= administrators ? id : dice.chance(0.5) ? dice.below(sizes.users) + 1 : null;
  const roleId = isStrong ? dice.below(2) + 1 : dice.below(sizes.roles) + 1;
  return {
    ...{ id, key: `grant${id}`, userId, groupId: userId === null ? dice.below(sizes.groups) + 1 : null, roleId },
    ...(isStrong ? { from: null, until: dice.chance(0.2) ? now + 5 * day : null } : windowOf(dice, now)),
    scope: { kind, ref: refs[kind] ? dice.below(refs[kind]) + 1 : null, customers: kind === "customers" ? dice.some(customers, 0.4) : [] },
    narrow: { territoryId: dice.chance(0.12) ? dice.below(sizes.territories) + 1 : null, programId: dice.chance(0.08) ? dice.below(sizes.programs) + 1 : null },
    except: { customers: dice.chance(0.12) ? dice.some(customers, 0.3) : [], organizations: dice.chance(0.12) ? [dice.below(sizes.organizations) + 1] : [] },
    level: isStrong || dice.chance(0.7) ? "write" : "read",
  };
}
