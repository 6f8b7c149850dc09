import { readyRoles } from "../shared/ready-roles";
import { permissions, type Permission } from "./permissions";

/** A role template that comes ready, owned by the operator and cloneable (permissions.md). */
export type RoleTemplate = { key: string; name: string; description: string; permissions: readonly Permission[] };

const all = permissions.map(({ key }) => key);
const reads = permissions.filter(({ kind }) => kind === "read").map(({ key }) => key);
const of = (...areas: string[]) => all.filter((key) => areas.includes(key.split(".")[0]!));

export const roleTemplates: readonly RoleTemplate[] = [
  { key: "full-access", ...readyRoles["full-access"], permissions: all },
  {
    key: "operator-administrator",
    ...readyRoles["operator-administrator"],
    permissions: [
      ...of("organizations", "users", "groups", "roles", "grants", "access", "territories", "programs", "tasks", "activity", "imports", "api-tokens", "settings"),
      "customers.view",
    ],
  },
  {
    key: "channel-manager",
    ...readyRoles["channel-manager"],
    permissions: [
      ...of("organizations", "territories", "programs").filter(
        (key) => !["organizations.move", "organizations.edit-guardrail", "organizations.deactivate", "territories.edit", "programs.edit"].includes(key),
      ),
      "users.invite",
      "users.edit",
      "groups.view",
      "groups.manage-members",
      "roles.view",
      "grants.give",
      "grants.revoke",
      "access.explain",
      "customers.edit",
      "customers.create",
      "customers.reassign",
      "customers.export",
      "tasks.assign",
      "activity.export",
      "imports.run",
    ],
  },
  {
    key: "partner-owner",
    ...readyRoles["partner-owner"],
    permissions: [
      ...of("customers", "users", "groups", "roles", "grants", "access", "tasks", "api-tokens", "settings"),
      "organizations.create",
      "organizations.edit",
      "organizations.deactivate",
      "territories.list",
      "programs.list",
      "activity.export",
      "imports.run",
    ],
  },
  {
    key: "manager",
    ...readyRoles["manager"],
    permissions: ["customers.create", "customers.edit", "customers.suspend", "customers.export", "tasks.view"],
  },
  {
    key: "contact-editor",
    ...readyRoles["contact-editor"],
    permissions: ["customers.edit-contact"],
  },
  {
    key: "front-desk",
    ...readyRoles["front-desk"],
    permissions: ["customers.view"],
  },
  {
    key: "executive",
    ...readyRoles["executive"],
    permissions: ["organizations.view", "programs.list", "territories.list", "customers.list", "activity.view"],
  },
  { key: "auditor", ...readyRoles["auditor"], permissions: reads },
];
