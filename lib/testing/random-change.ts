import fc, { type Arbitrary } from "fast-check";
import type { Viewer } from "@/lib/access/viewer";
import { permissions } from "@/lib/access/permissions";
import { reassignCustomer } from "@/lib/domain/customers/commands";
import { changeGrant, giveGrant, revokeGrant } from "@/lib/domain/grants/commands";
import { addMembers, archiveGroup, editRule, nestGroup, removeMembers, unnestGroup } from "@/lib/domain/groups/commands";
import { deactivateOrganization, editGuardrail, editOrganization, moveOrganization } from "@/lib/domain/organizations/commands";
import { endEnrollments, enrollOrganizations } from "@/lib/domain/programs/commands";
import { editRole } from "@/lib/domain/roles/commands";
import { assignCustomers, assignOrganizations, moveTerritory } from "@/lib/domain/territories/commands";
import { deactivateUser, editUser, limitUser } from "@/lib/domain/users/commands";
import { one, randomGrant, seldom, upTo, worldNow } from "./random-grant";
import { sizesOf } from "./random-world";
import type { World, WorldGrant, WorldGroup } from "./world";

/** A command that may change access, and what it does to the world when it is not refused. */
export type RandomChange = { name: string; run: (viewer: Viewer) => Promise<unknown>; apply: (world: World) => World };

type Entry = { id: number };

const edited = <Item extends Entry>(items: readonly Item[], id: number, change: Partial<Item>): Item[] =>
  items.map((item) => (item.id === id ? { ...item, ...change } : item));

const someKeys = fc.subarray(permissions.map(({ key }) => key), { minLength: 1, maxLength: 8 });
const item = <Item>(items: readonly Item[]): Arbitrary<Item> => fc.constantFrom(...items);

const roleChanges = (world: World): Arbitrary<RandomChange> =>
  fc.record({ role: item(world.roles), keys: someKeys }).map(({ role, keys }) => ({
    name: `role ${role.id} allows ${keys.join()}`,
    run: (viewer) => editRole(viewer, { roleId: role.id, version: 1, permissions: keys }),
    apply: (before) => ({ ...before, roles: edited(before.roles, role.id, { permissions: keys }) }),
  }));

const given = (world: World): Arbitrary<RandomChange> =>
  randomGrant(90_000, sizesOf(world)).map((grant) => {
    const grantNow = { ...grant, from: null, until: null };
    const { kind, ref, customers } = grant.scope;
    const input = {
      key: grant.key, userId: grant.userId, groupId: grant.groupId, roleId: grant.roleId, kind, level: grant.level, customers,
      organizationId: ref, territoryId: ref, programId: ref, narrowTerritoryId: grant.narrow.territoryId, narrowProgramId: grant.narrow.programId,
      exceptCustomers: grant.except.customers, exceptOrganizations: grant.except.organizations,
    };
    return {
      name: `given ${JSON.stringify(input)}`,
      run: (viewer) => giveGrant(viewer, input),
      apply: (before) => ({ ...before, grants: [...before.grants, grantNow] }),
    };
  });

const grantChanges = (world: World): Arbitrary<RandomChange> =>
  fc.record({ grant: item(world.grants), level: one("read" as const, "write" as const), territory: seldom(upTo(world.territories.length), 1), customers: fc.subarray(world.customers.map(({ id }) => id)), how: one("level", "narrow", "list", "except", "revoke") }).map(({ grant, level, territory, customers, how }) => {
    if (how === "revoke") {
      return {
        name: `grant ${grant.id} revoked`,
        run: (viewer: Viewer) => revokeGrant(viewer, { grantId: grant.id }),
        apply: (before: World) => ({ ...before, grants: before.grants.filter(({ id }) => id !== grant.id) }),
      };
    }
    const input = { level: { level }, narrow: { narrowTerritoryId: territory }, list: { kind: "customers" as const, customers, exceptCustomers: [], exceptOrganizations: [], narrowTerritoryId: null, narrowProgramId: null }, except: { exceptCustomers: customers } }[how as "level"];
    const after = {
      level: { level },
      narrow: { narrow: { ...grant.narrow, territoryId: territory } },
      list: { scope: { kind: "customers" as const, ref: null, customers }, narrow: { territoryId: null, programId: null }, except: { customers: [], organizations: [] } },
      except: { except: { ...grant.except, customers } },
    }[how as "level"];
    return {
      name: `grant ${grant.id} ${JSON.stringify(input)}`,
      run: (viewer: Viewer) => changeGrant(viewer, { grantId: grant.id, version: 1, ...input }),
      apply: (before: World) => ({ ...before, grants: before.grants.map((other) => (isMovedAlong(world, { grant, after }, other) ? { ...other, ...scopeAfter(grant, after) } : other)).map((other) => (other.id === grant.id ? { ...other, ...after } : other)) }),
    };
  });

/** All grants of a security group share one scope: changing it for one changes it for all. */
const isMovedAlong = (world: World, { grant, after }: { grant: WorldGrant; after: Partial<WorldGrant> }, other: WorldGrant) =>
  JSON.stringify(scopeAfter(grant, after)) !== JSON.stringify(scopeAfter(grant, {})) &&
  grant.groupId !== null && other.groupId === grant.groupId && world.groups.find(({ id }) => id === grant.groupId)!.type === "security";

const scopeAfter = ({ scope, narrow, except }: WorldGrant, after: Partial<WorldGrant>) => ({ scope: after.scope ?? scope, narrow: after.narrow ?? narrow, except: after.except ?? except });

const groupChanges = (world: World): Arbitrary<RandomChange> =>
  fc.record({ group: item(world.groups), other: item(world.groups), user: item(world.users), how: one("add", "remove", "nest", "unnest", "archive", "rule") }).map(({ group, other, user, how }): RandomChange => {
    const set = (change: Partial<WorldGroup>) => (before: World) => ({ ...before, groups: edited(before.groups, group.id, change) });
    const [groupId, memberId, users] = [group.id, other.id, [user.id]];
    const members = group.members.filter(({ userId }) => userId !== user.id);
    const name = `group ${group.id} ${how} ${other.id} ${user.id}`;
    const noRule = { jobRole: [], region: [], partnerType: [], organizations: [], territories: [], programs: [] };
    switch (how) {
      case "add":
        return { name, run: (viewer) => addMembers(viewer, { groupId, users }), apply: set({ members: [...members, { userId: user.id, from: null, until: null }] }) };
      case "remove":
        return { name, run: (viewer) => removeMembers(viewer, { groupId, users }), apply: set({ members }) };
      case "nest":
        return { name, run: (viewer) => nestGroup(viewer, { groupId, memberId }), apply: set({ groups: [...new Set([...group.groups, memberId])] }) };
      case "unnest":
        return { name, run: (viewer) => unnestGroup(viewer, { groupId, memberId }), apply: set({ groups: group.groups.filter((id) => id !== memberId) }) };
      case "archive":
        return {
          name,
          run: (viewer) => archiveGroup(viewer, { groupId }),
          apply: (before) => ({
            ...before,
            groups: edited(before.groups, groupId, { members: [], groups: [], rule: null }).map((each) => ({ ...each, groups: each.groups.filter((id) => id !== groupId) })),
            grants: before.grants.filter((grant) => grant.groupId !== groupId),
          }),
        };
      default:
        return { name, run: (viewer) => editRule(viewer, { groupId, version: 1, ...noRule, region: ["north"] }), apply: set({ rule: { region: ["north"] } }) };
    }
  });

const userChanges = (world: World): Arbitrary<RandomChange> =>
  fc.record({ user: item(world.users), jobRole: one("sales", "support"), organizationId: upTo(world.organizations.length), how: one("drives", "moves", "capped", "deactivated") }).map(({ user, jobRole, organizationId, how }): RandomChange => {
    const set = (change: Partial<World["users"][number]>) => (before: World) => ({ ...before, users: edited(before.users, user.id, change) });
    const userId = user.id;
    const name = `user ${userId} ${how} ${jobRole} ${organizationId}`;
    if (how === "drives") return { name, run: (viewer) => editUser(viewer, { userId, version: 1, jobRole }), apply: set({ jobRole }) };
    if (how === "moves") return { name, run: (viewer) => editUser(viewer, { userId, version: 1, organizationId }), apply: set({ organizationId }) };
    if (how === "capped") return { name, run: (viewer) => limitUser(viewer, { userId, version: 1, readOnly: !user.readOnly }), apply: set({ readOnly: !user.readOnly }) };
    return { name, run: (viewer) => deactivateUser(viewer, { userId }), apply: set({ status: "deactivated" }) };
  });

const organizationChanges = (world: World): Arbitrary<RandomChange> =>
  fc.record({ organization: item(world.organizations), parentId: upTo(world.organizations.length), territoryId: seldom(upTo(world.territories.length), 1), keys: someKeys, how: one("moves", "moves", "territory", "assign", "type", "limit", "deactivated") }).map(({ organization, parentId, territoryId, keys, how }): RandomChange => {
    const set = (change: Partial<World["organizations"][number]>) => (before: World) => ({ ...before, organizations: edited(before.organizations, organization.id, change) });
    const organizationId = organization.id;
    const name = `organization ${organizationId} ${how} ${parentId} ${territoryId}`;
    switch (how) {
      case "moves":
        return { name, run: (viewer) => moveOrganization(viewer, { organizationId, parentId }), apply: set({ parentId }) };
      case "territory":
        return { name, run: (viewer) => editOrganization(viewer, { organizationId, version: 1, territoryId }), apply: set({ territoryId }) };
      case "assign":
        return { name, run: (viewer) => assignOrganizations(viewer, { territoryId, organizations: [organizationId] }), apply: set({ territoryId }) };
      case "type":
        return { name, run: (viewer) => editOrganization(viewer, { organizationId, version: 1, partnerType: "msp" }), apply: set({ partnerType: "msp" }) };
      case "limit":
        return { name, run: (viewer) => editGuardrail(viewer, { organizationId, version: 1, limit: "listed", permissions: keys }), apply: set({ guardrail: keys }) };
      default:
        return { name, run: (viewer) => deactivateOrganization(viewer, { organizationId }), apply: set({ status: "deactivated" }) };
    }
  });

const placeChanges = (world: World): Arbitrary<RandomChange> =>
  fc.record({ customer: item(world.customers), territory: item(world.territories), parentId: seldom(upTo(world.territories.length), 1), organizationId: upTo(world.organizations.length), managerId: seldom(upTo(world.users.length), 1), program: item(world.programs), how: one("reassign", "assign", "territory", "enroll", "end") }).map(({ customer, territory, parentId, organizationId, managerId, program, how }): RandomChange => {
    const customerId = customer.id;
    const name = `${how} customer ${customerId} territory ${territory.id} parent ${parentId} organization ${organizationId} program ${program.id}`;
    const rest = program.enrollments.filter((each) => each.organizationId !== organizationId);
    const place = { organizationId, territoryId: territory.id, accountManagerId: managerId };
    switch (how) {
      case "reassign":
        return { name, run: (viewer) => reassignCustomer(viewer, { customerId, version: 1, ...place }), apply: (before) => ({ ...before, customers: edited(before.customers, customerId, place) }) };
      case "assign":
        return { name, run: (viewer) => assignCustomers(viewer, { territoryId: parentId, customers: [customerId] }), apply: (before) => ({ ...before, customers: edited(before.customers, customerId, { territoryId: parentId }) }) };
      case "territory":
        return { name, run: (viewer) => moveTerritory(viewer, { territoryId: territory.id, parentId }), apply: (before) => ({ ...before, territories: edited(before.territories, territory.id, { parentId }) }) };
      case "enroll":
        return {
          name,
          run: (viewer) => enrollOrganizations(viewer, { programId: program.id, organizations: [organizationId], from: new Date(worldNow - 1000) }),
          apply: (before) => ({ ...before, programs: edited(before.programs, program.id, { enrollments: [...rest, { organizationId, from: worldNow - 1000, until: null }] }) }),
        };
      default:
        return { name, run: (viewer) => endEnrollments(viewer, { programId: program.id, organizations: [organizationId] }), apply: (before) => ({ ...before, programs: edited(before.programs, program.id, { enrollments: rest.concat(program.enrollments.filter((each) => each.organizationId === organizationId && each.until !== null && each.until <= worldNow)) }) }) };
    }
  });

/** Some change of any kind to this world. */
export const randomChange = (world: World): Arbitrary<RandomChange> =>
  fc.oneof(roleChanges(world), given(world), ...(world.grants.length > 0 ? [grantChanges(world)] : []), groupChanges(world), userChanges(world), organizationChanges(world), organizationChanges(world), placeChanges(world));
