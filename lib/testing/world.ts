import type { RecordScopes } from "../access/decide";
import type { GrantFacts, GrantLevel, Membership, ScopeKind, Window } from "../access/grant";
import { withImplied } from "../access/permissions";
import { scopeId } from "../access/scope-id";
import type { ViewerFacts } from "../access/viewer";

/** All that access is decided from, as plain data: keys as in a bundle, numeric ids for references, times in milliseconds. */
export type World = {
  now: number;
  organizations: WorldOrganization[];
  territories: { id: number; key: string; parentId: number | null }[];
  programs: {
    id: number;
    key: string;
    enrollments: { organizationId: number; from: number; until: number | null }[];
  }[];
  users: WorldUser[];
  roles: { id: number; key: string; organizationId: number; permissions: string[] }[];
  groups: WorldGroup[];
  grants: WorldGrant[];
  customers: WorldCustomer[];
};

export type WorldOrganization = {
  id: number;
  key: string;
  parentId: number | null;
  territoryId: number | null;
  partnerType: string | null;
  status: "active" | "deactivated";
  guardrail: string[] | null;
};

export type WorldUser = {
  id: number;
  key: string;
  organizationId: number;
  status: "invited" | "active" | "deactivated";
  jobRole: string | null;
  region: string | null;
  readOnly: boolean;
  expiresAt: number | null;
};

export type RuleAttribute = "jobRole" | "region" | "partnerType" | "organization" | "territory" | "program";

export type WorldGroup = {
  id: number;
  key: string;
  organizationId: number;
  type: "team" | "rule" | "security";
  members: (Window & { userId: number })[];
  /** Ids of the groups inside this one. */
  groups: number[];
  rule: Partial<Record<RuleAttribute, string[]>> | null;
};

export type WorldGrant = Window & {
  id: number;
  key: string;
  userId: number | null;
  groupId: number | null;
  roleId: number;
  scope: { kind: ScopeKind; ref: number | null; customers: number[] };
  narrow: { territoryId: number | null; programId: number | null };
  except: { customers: number[]; organizations: number[] };
  level: GrantLevel;
};

export type WorldCustomer = {
  id: number;
  key: string;
  organizationId: number;
  territoryId: number | null;
  accountManagerId: number | null;
};

/** A record of the world by type and id. Users, groups and roles are decided like the organization they are at home in. */
export type RecordRef = { type: "organization" | "customer" | "territory" | "program"; id: number };

/** Every record of the world. */
export const recordsOf = (world: World): RecordRef[] => [
  ...world.organizations.map(({ id }): RecordRef => ({ type: "organization", id })),
  ...world.customers.map(({ id }): RecordRef => ({ type: "customer", id })),
  ...world.territories.map(({ id }): RecordRef => ({ type: "territory", id })),
  ...world.programs.map(({ id }): RecordRef => ({ type: "program", id })),
];

/** The node and all above it, nearest first. */
export function pathOf(nodes: readonly { id: number; parentId: number | null }[], id: number): number[] {
  const node = nodes.find((candidate) => candidate.id === id)!;
  return node.parentId === null ? [id] : [id, ...pathOf(nodes, node.parentId)];
}

const rootOf = (world: World) => world.organizations.find(({ parentId }) => parentId === null)!.id;

const programsOf = (world: World, organizationId: number) =>
  world.programs.filter(({ enrollments }) =>
    enrollments.some(
      (entry) =>
        entry.organizationId === organizationId &&
        entry.from <= world.now &&
        (entry.until === null || world.now < entry.until),
    ),
  );

/** The ids of all scopes a record is in: the twin, in memory, of the projection in the database. */
export function recordScopes(world: World, { type, id }: RecordRef): RecordScopes {
  const territories = (of: number | null) =>
    of === null ? [] : pathOf(world.territories, of).map((t) => scopeId("territory", t));
  const subtrees = (of: number) => pathOf(world.organizations, of).map((o) => scopeId("subtree", o));
  const programs = (of: number) => programsOf(world, of).map((program) => scopeId("program", program.id));
  const root = rootOf(world);
  if (type === "territory") return [scopeId("subtree", root), scopeId("direct", root), ...territories(id)];
  if (type === "program") return [scopeId("subtree", root), scopeId("direct", root), scopeId("program", id)];
  if (type === "organization") {
    const { territoryId } = world.organizations.find((organization) => organization.id === id)!;
    return [...subtrees(id), scopeId("direct", id), ...territories(territoryId), ...programs(id)];
  }
  const customer = world.customers.find((candidate) => candidate.id === id)!;
  const home = customer.organizationId;
  return [
    ...subtrees(home).filter((scope) => scope !== scopeId("subtree", root)),
    scopeId("direct", home),
    scopeId("own", customer.accountManagerId ?? 0),
    ...territories(customer.territoryId),
    ...programs(home),
    ...world.grants.filter(({ scope }) => scope.customers.includes(id)).map((grant) => scopeId("listed", grant.id)),
    ...world.grants.filter(({ except }) => except.customers.includes(id)).map((grant) => scopeId("excepted", grant.id)),
  ];
}

/** What the decision needs to know about one person: the twin, in memory, of the statement that loads it from the database. */
export function viewerFacts(world: World, userId: number): ViewerFacts {
  const user = world.users.find(({ id }) => id === userId)!;
  const homePath = pathOf(world.organizations, user.organizationId);
  const way = homePath.map((id) => world.organizations.find((organization) => organization.id === id)!);
  const memberships = membershipsOf(world, user, homePath);
  const held = world.grants.filter(
    (grant) => grant.userId === userId || memberships.some(({ groupId }) => groupId === grant.groupId),
  );
  const named = held.filter(({ scope }) => scope.kind === "territory").map(({ scope }) => scope.ref!);
  return {
    userId,
    name: user.key,
    email: user.key,
    homePath,
    homeName: way[0]!.key,
    isActive: user.status === "active" && way.every(({ status }) => status === "active"),
    expiresAt: user.expiresAt,
    readOnly: user.readOnly,
    guardrails: way.flatMap(({ guardrail }) => (guardrail === null ? [] : [withImplied(guardrail)])),
    grants: held.map((grant) => grantFacts(world, grant)),
    memberships,
    territoryPaths: new Map(named.map((id) => [id, pathOf(world.territories, id)])),
  };
}

function membershipsOf(world: World, user: WorldUser, homePath: readonly number[]): Membership[] {
  const direct = world.groups.flatMap((group): Membership[] => {
    if (group.type === "rule") {
      if (!homePath.includes(group.organizationId)) return [];
      return ruleWindows(world, group.rule, user).map((window) => ({ groupId: group.id, via: [group.id], ...window }));
    }
    const own = group.members.filter(({ userId }) => userId === user.id);
    return own.map(({ from, until }) => ({ groupId: group.id, via: [group.id], from, until }));
  });
  const upwards = (membership: Membership): Membership[] => [
    membership,
    ...world.groups
      .filter(({ groups }) => groups.includes(membership.groupId))
      .flatMap((group) => upwards({ ...membership, groupId: group.id, via: [...membership.via, group.id] })),
  ];
  return direct.flatMap(upwards);
}

/** When a rule finds the person: for good, or while enrolments that it asks for last; those that count now are one window. */
function ruleWindows(world: World, rule: WorldGroup["rule"], user: WorldUser): Window[] {
  if (rule === null || Object.keys(rule).length === 0) return [];
  const { program, ...others } = rule;
  if (!ruleMatches(world, others, user)) return [];
  if (program === undefined) return [{ from: null, until: null }];
  const asked = world.programs.filter(({ key }) => program.includes(key)).flatMap(({ enrollments }) => enrollments);
  const open = asked.filter(({ organizationId, until }) => organizationId === user.organizationId && (until === null || world.now < until));
  const current = open.filter(({ from }) => from <= world.now).map(({ until }) => until);
  const whole = { from: null, until: current.includes(null) ? null : Math.max(...current.map(Number)) };
  return [...(current.length > 0 ? [whole] : []), ...open.filter(({ from }) => world.now < from).map(({ from, until }) => ({ from, until }))];
}

function ruleMatches(world: World, rule: Omit<NonNullable<WorldGroup["rule"]>, "program">, user: WorldUser): boolean {
  const home = world.organizations.find(({ id }) => id === user.organizationId)!;
  const around = home.territoryId === null ? [] : pathOf(world.territories, home.territoryId);
  const values: Record<Exclude<RuleAttribute, "program">, (string | null)[]> = {
    jobRole: [user.jobRole],
    region: [user.region],
    partnerType: [home.partnerType],
    organization: [home.key],
    territory: world.territories.filter(({ id }) => around.includes(id)).map(({ key }) => key),
  };
  return Object.entries(rule).every(([attribute, wanted]) =>
    values[attribute as keyof typeof values].some((value) => value !== null && wanted.includes(value)),
  );
}

function grantFacts(world: World, grant: WorldGrant): GrantFacts {
  const role = world.roles.find(({ id }) => id === grant.roleId)!;
  const { kind, ref } = grant.scope;
  return {
    id: grant.id,
    groupId: grant.groupId,
    role: { id: role.id, name: role.key, permissions: role.permissions },
    kind,
    ref,
    path: kind === "subtree" || kind === "direct" ? pathOf(world.organizations, ref!) : [],
    narrowTerritoryId: grant.narrow.territoryId,
    narrowProgramId: grant.narrow.programId,
    exceptOrganizations: grant.except.organizations,
    hasExceptCustomers: grant.except.customers.length > 0,
    level: grant.level,
    from: grant.from,
    until: grant.until,
  };
}
