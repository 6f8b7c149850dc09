import { permissions as catalogue } from "@/lib/access/permissions";
import type { ScopeKind } from "@/lib/access/grant";
import type { Dice } from "../delegation/dice";
import type { World, WorldGrant } from "../world";

const day = 86_400_000;
const sizes = { organizations: 60, territories: 12, programs: 3, users: 60, groups: 12, grants: 90, customers: 300 };
const count = <Value>(size: number, make: (id: number) => Value): Value[] => Array.from({ length: size }, (_, at) => make(at + 1));

const all = catalogue.map(({ key }) => key);
const reading = catalogue.filter(({ kind }) => kind === "read").map(({ key }) => key);
const roles: string[][] = [all, reading, ["customers.list", "customers.view"], ["customers.edit", "customers.export", "organizations.list"], ["customers.list", "users.view", "groups.list", "organizations.view", "grants.list"]];

/** What stands in the name of a customer, and in its comment; in no text that is not about it. */
export const markersIn = (text: string) => text.match(/\bZ[qp][0-9a-z]{8}\b/g) ?? [];
const marker = (dice: Dice) => Array.from({ length: 8 }, () => "abcdefghijkmnpqrstuvwxyz23456789"[dice.below(32)]).join("");
export const nameMark = (mark: string) => `Zq${mark}`;
export const commentMark = (mark: string) => `Zp${mark}`;

/** A random tree of 60 organizations and five roles, with people all over it; every customer's key is a mark that is found wherever it leaks to. */
export function probingWorld(dice: Dice, now: number): World {
  const within = <Size extends keyof typeof sizes>(size: Size) => dice.below(sizes[size]) + 1;
  return {
    now,
    territories: count(sizes.territories, (id) => ({ id, key: `t${id}`, parentId: id < 4 ? null : dice.below(id - 1) + 1 })),
    organizations: count(sizes.organizations, (id) => ({
      ...{ id, key: `o${id}`, parentId: id === 1 ? null : dice.below(id - 1) + 1, status: "active" as const },
      territoryId: dice.chance(0.6) ? within("territories") : null,
      partnerType: dice.chance(0.5) ? "reseller" : null,
      guardrail: id > 1 && dice.chance(0.05) ? reading : null,
    })),
    programs: count(sizes.programs, (id) => ({ id, key: `p${id}`, enrollments: count(sizes.organizations, (organizationId) => organizationId).filter(() => dice.chance(0.2)).map((organizationId) => ({ organizationId, from: now - 5 * day, until: null })) })),
    users: count(sizes.users, (id) => ({ ...{ id, key: `u${id}@example.org`, organizationId: within("organizations"), status: "active" as const, jobRole: dice.one(["sales", "support"]) }, region: null, readOnly: dice.chance(0.1), expiresAt: null })),
    roles: roles.map((permissions, at) => ({ id: at + 1, key: `r${at + 1}`, organizationId: 1, permissions })),
    groups: count(sizes.groups, (id) => ({ id, key: `g${id}`, organizationId: 1, type: "security" as const, members: dice.some(count(sizes.users, (userId) => userId), 0.08).map((userId) => ({ userId, from: null, until: null })), groups: [], rule: null })),
    grants: count(sizes.grants, (id) => grantOf(dice, id)),
    customers: count(sizes.customers, (id) => ({ id, key: nameMark(marker(dice)), organizationId: within("organizations"), territoryId: dice.chance(0.6) ? within("territories") : null, accountManagerId: dice.chance(0.3) ? within("users") : null })),
  };
}

const kinds: readonly ScopeKind[] = ["everything", "subtree", "direct", "territory", "program", "customers", "own"];

function grantOf(dice: Dice, id: number): WorldGrant {
  const kind = id <= sizes.users / 3 ? "everything" : dice.one(kinds);
  const refs: Partial<Record<ScopeKind, number>> = { subtree: sizes.organizations, direct: sizes.organizations, territory: sizes.territories, program: sizes.programs };
  const userId = id <= sizes.users ? id : null;
  return {
    ...{ id, key: `grant${id}`, userId, groupId: userId === null ? dice.below(sizes.groups) + 1 : null, roleId: dice.below(roles.length) + 1, from: null, until: null },
    scope: { kind, ref: refs[kind] ? dice.below(refs[kind]) + 1 : null, customers: kind === "customers" ? dice.some(count(sizes.customers, (customer) => customer), 0.05) : [] },
    narrow: { territoryId: dice.chance(0.1) ? dice.below(sizes.territories) + 1 : null, programId: null },
    except: { customers: dice.chance(0.1) ? dice.some(count(sizes.customers, (customer) => customer), 0.1) : [], organizations: dice.chance(0.1) ? [dice.below(sizes.organizations) + 1] : [] },
    level: dice.chance(0.7) ? "write" : "read",
  };
}
