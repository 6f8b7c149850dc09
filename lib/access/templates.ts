import { permissions, type Permission } from "./permissions";

/** A role template that comes ready, owned by the operator and cloneable (permissions.md). */
export type RoleTemplate = { key: string; name: string; description: string; permissions: readonly Permission[] };

const all = permissions.map(({ key }) => key);
const reads = permissions.filter(({ kind }) => kind === "read").map(({ key }) => key);
const of = (...areas: string[]) => all.filter((key) => areas.includes(key.split(".")[0]!));

export const roleTemplates: readonly RoleTemplate[] = [
  { key: "full-access", name: "Full access", description: "Everything, in the whole scope it is given on.", permissions: all },
  {
    key: "operator-administrator",
    name: "Operator administrator",
    description: "Looks after partners, people, groups, roles, territories and programs; does not touch customers.",
    permissions: [
      ...of("organizations", "users", "groups", "roles", "grants", "access", "territories", "programs", "tasks", "activity", "imports", "api-tokens", "settings"),
      "customers.view",
    ],
  },
  {
    key: "channel-manager",
    name: "Channel manager",
    description: "Brings partners on and looks after their people, territories and programs.",
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
    name: "Partner owner",
    description: "Everything a partner does in its own part of the tree.",
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
    name: "Manager",
    description: "Looks after the partner's own customers.",
    permissions: ["customers.create", "customers.edit", "customers.suspend", "customers.export", "tasks.view"],
  },
  {
    key: "contact-editor",
    name: "Contact assistant",
    description: "Sees customers and keeps their contact details right, nothing else.",
    permissions: ["customers.edit-contact"],
  },
  {
    key: "front-desk",
    name: "Front desk, view only",
    description: "Finds customers and reads their profile; goes with the read-only cap.",
    permissions: ["customers.view"],
  },
  {
    key: "executive",
    name: "Executive",
    description: "Reads partners, programs and the activity log.",
    permissions: ["organizations.view", "programs.list", "territories.list", "customers.list", "activity.view"],
  },
  { key: "auditor", name: "Auditor", description: "Reads everything; goes with the read-only cap.", permissions: reads },
];
