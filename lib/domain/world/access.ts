import { setCount, setSize, type Archetype, type Roles } from "./archetypes";
import type { WorldGrant } from "./grant-list";
import { indexBy, ordinary, type People } from "./people";
import type { Random } from "./random";
import type { Shape } from "./shape";

/** A group of the world; ids are positions from 1. */
export type WorldGroup = { name: string; organization: number; type: "team" | "security" };

/** Groups with their people, which group is in which, and every grant. */
export type Given = { groups: WorldGroup[]; members: [group: number, user: number][]; nestings: [group: number, member: number][]; grants: WorldGrant[] };

const operator = 1;
const divisions = { middle: 8, leaves: 56 };

type Ground = { shape: Shape; people: People; special: readonly Archetype[]; roles: Roles; programs: number; random: Random };

/** Gives everybody their access. */
export function giveAccess(ground: Ground): Given {
  const given: Given = { groups: [], members: [], nestings: [], grants: [] };
  giveTeams(ground, given);
  giveDivisions(ground, given);
  const firstSet = giveSets(ground, given);
  ground.special.forEach(({ grants, sets = 0 }, index) => {
    given.grants.push(...grants.map((grant) => ({ ...grant, user: index + 1 })));
    for (let set = 0; set < sets; set++) given.members.push([firstSet + set, index + 1]);
  });
  giveOrdinary(ground, given);
  return given;
}

/** Two teams to an organization: its staff, and inside it the managers, who may more. */
function giveTeams({ shape, people, roles, random }: Ground, { groups, members, nestings, grants }: Given): void {
  for (let organization = 1; organization <= shape.organizations.size; organization++) {
    const staff = groups.push({ name: "Staff", organization, type: "team" });
    const managers = groups.push({ name: "Managers", organization, type: "team" });
    nestings.push([staff, managers]);
    for (const user of people.staff(organization)) members.push([random.percent(20) ? managers : staff, user]);
    const kind = (["direct", "direct", "subtree"] as const)[random.below(3)]!;
    const isWriting = random.percent(50);
    grants.push({ group: staff, role: isWriting ? roles.manager : roles.frontDesk, kind, ref: organization, level: isWriting ? "write" : "read" });
    grants.push({ group: managers, role: roles.partnerOwner, kind: "subtree", ref: organization, level: "write" });
  }
}

/** The operator's divisions: three levels of groups, the people in the lowest. */
function giveDivisions({ shape, people, roles, programs, random }: Ground, { groups, members, nestings, grants }: Given): void {
  const top = groups.push({ name: "Division 0", organization: operator, type: "team" });
  grants.push({ group: top, role: roles.manager, kind: "own", level: "write" });
  const middle: number[] = [];
  for (let number = 1; number <= divisions.middle; number++) {
    const group = groups.push({ name: `Division ${number}`, organization: operator, type: "team" });
    nestings.push([top, group]);
    grants.push({ group, role: roles.frontDesk, kind: "program", ref: 1 + (number % programs), level: "read" });
    middle.push(group);
  }
  const staff = people.staff(operator);
  for (let number = 1; number <= divisions.leaves; number++) {
    const group = groups.push({ name: `Section ${number}`, organization: operator, type: "team" });
    nestings.push([random.pick(middle), group]);
    grants.push({ group, role: roles.manager, kind: "territory", ref: 1 + random.below(shape.territories.size), level: "write" });
    for (let at = number - 1; at < staff.length; at += divisions.leaves) members.push([group, staff[at]!]);
  }
}

/** Security groups of a few customers each. Answers the id of the first. */
function giveSets({ shape, roles, random }: Ground, { groups, grants }: Given): number {
  const first = groups.length + 1;
  const customers = random.distinct(setCount * setSize, shape.size.customers - shape.late);
  for (let number = 1; number <= setCount; number++) {
    const group = groups.push({ name: `Customers ${number}`, organization: operator, type: "security" });
    const from = ((number - 1) * setSize) % Math.max(1, customers.length - setSize + 1);
    grants.push({ group, role: roles.manager, kind: "customers", customers: customers.slice(from, from + setSize), level: "write" });
  }
  return first;
}

/** A thousand ordinary people hold one to three grants of their own, of every kind. */
function giveOrdinary({ shape, people, roles, programs, random }: Ground, { grants }: Given): void {
  const { offsets, members } = indexBy(shape.customerOrganization, shape.organizations.size);
  const last = Math.min(people.special + ordinary, shape.size.users);
  for (let user = people.special + 1; user <= last; user++) {
    const home = people.home[user]!;
    const customers = members.subarray(offsets[home], offsets[home + 1]);
    for (let count = 1 + random.below(3); count > 0; count--) {
      grants.push({ user, role: random.percent(50) ? roles.manager : roles.frontDesk, level: random.percent(50) ? "write" : "read", ...scopeFor() });
    }

    function scopeFor(): Omit<WorldGrant, "role"> {
      const territory = 1 + random.below(shape.territories.size);
      const program = 1 + random.below(programs);
      const someone = () => (customers.length > 0 ? [...new Set([random.pick(customers), random.pick(customers)])] : []);
      return random.pick([
        { kind: "everything" },
        { kind: "everything", exceptCustomers: someone() },
        { kind: "subtree", ref: home },
        { kind: "subtree", ref: home, narrowTerritory: territory },
        { kind: "direct", ref: home },
        { kind: "territory", ref: territory },
        { kind: "territory", ref: territory, narrowProgram: program },
        { kind: "program", ref: program },
        { kind: "customers", customers: someone() },
        { kind: "own" },
      ] satisfies Omit<WorldGrant, "role">[]);
    }
  }
}
