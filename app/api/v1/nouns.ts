import "server-only";
import { namedPlaces } from "@/lib/domain/grants/named-places";
import { getGrant, findGrantByKey, listGrants } from "@/lib/domain/grants/queries";
import { grantList, scopeKindValues } from "@/lib/domain/grants/schema";
import { findGroupByKey, getGroup, listGroups } from "@/lib/domain/groups/queries";
import { groupList } from "@/lib/domain/groups/schema";
import { findOrganizationByKey, getOrganization, listOrganizations } from "@/lib/domain/organizations/queries";
import { organizationList } from "@/lib/domain/organizations/schema";
import { findProgramByKey, getProgram, listPrograms } from "@/lib/domain/programs/queries";
import { programList } from "@/lib/domain/programs/schema";
import { findRoleByKey, getRole, listRoles } from "@/lib/domain/roles/queries";
import { roleList } from "@/lib/domain/roles/schema";
import { findTaskByKey, getTask, listTasks } from "@/lib/domain/tasks/queries";
import { dueChoices, taskList, taskStatuses } from "@/lib/domain/tasks/schema";
import { findTerritoryByKey, getTerritory, listTerritories } from "@/lib/domain/territories/queries";
import { territoryList } from "@/lib/domain/territories/schema";
import { findUserByKey, getUser, listUsers } from "@/lib/domain/users/queries";
import { userList } from "@/lib/domain/users/schema";
import { grantRow, grantShape, withHolder } from "./grants/shape";
import { groupRow, groupShape } from "./groups/shape";
import { organizationRow, organizationShape } from "./organizations/shape";
import { programRow, programShape } from "./programs/shape";
import { roleRow, roleShape } from "./roles/shape";
import { taskRow, taskShape } from "./tasks/shape";
import { territoryRow, territoryShape } from "./territories/shape";
import { userRow, userShape } from "./users/shape";
import type { Noun } from "./noun";

const noun = <Sort extends string, Filter extends string, Path extends string>(entry: Noun<Sort, Filter> & { path: Path }) => entry;

export const organizations = noun({
  name: "organization",
  path: "organizations",
  row: organizationRow,
  shape: organizationShape,
  definition: organizationList,
  references: { territory: "territories", program: "programs", organization: "organizations", parent: "organizations" },
  values: { status: ["active", "suspended", "deactivated"] },
  list: listOrganizations,
  get: getOrganization,
  find: findOrganizationByKey,
});

export const users = noun({
  name: "user",
  path: "users",
  row: userRow,
  shape: userShape,
  definition: userList,
  references: { organization: "organizations" },
  values: { status: ["active", "invited", "deactivated", "suspended", "expired"], signIn: ["quiet", "never"] },
  list: listUsers,
  get: getUser,
  find: findUserByKey,
});

export const groups = noun({
  name: "group",
  path: "groups",
  row: groupRow,
  shape: groupShape,
  definition: groupList,
  references: { organization: "organizations" },
  values: { status: ["active", "archived"], type: ["team", "rule", "security"] },
  list: listGroups,
  get: getGroup,
  find: findGroupByKey,
});

export const roles = noun({
  name: "role",
  path: "roles",
  row: roleRow,
  shape: roleShape,
  definition: roleList,
  references: { organization: "organizations", template: "roles" },
  values: { status: ["active", "archived"], kind: ["template", "role"] },
  list: listRoles,
  get: getRole,
  find: findRoleByKey,
});

export const grants = noun({
  name: "grant",
  path: "grants",
  row: grantRow,
  shape: grantShape,
  definition: grantList,
  references: { user: "users", group: "groups", role: "roles", organization: "organizations" },
  values: { kind: scopeKindValues, status: ["current", "future", "ended"], ends: ["soon"] },
  list: async (viewer, list) => {
    const page = await listGrants(viewer, list);
    return { ...page, rows: page.rows.map(withHolder) };
  },
  get: async (viewer, id) => {
    const grant = withHolder(await getGrant(viewer, id));
    return { ...grant, places: await namedPlaces(viewer, grant.places) };
  },
  find: findGrantByKey,
});

export const territories = noun({
  name: "territory",
  path: "territories",
  row: territoryRow,
  shape: territoryShape,
  definition: territoryList,
  references: { parent: "territories" },
  list: listTerritories,
  get: getTerritory,
  find: findTerritoryByKey,
});

export const programs = noun({
  name: "program",
  path: "programs",
  row: programRow,
  shape: programShape,
  definition: programList,
  references: {},
  list: listPrograms,
  get: getProgram,
  find: findProgramByKey,
});

export const tasks = noun({
  name: "task",
  path: "tasks",
  row: taskRow,
  shape: taskShape,
  definition: taskList,
  references: { assignee: "users", organization: "organizations" },
  values: { status: taskStatuses, due: dueChoices },
  list: listTasks,
  get: getTask,
  find: findTaskByKey,
});
