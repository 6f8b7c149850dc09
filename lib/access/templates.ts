import { msg } from "../shared/language/text";
import { permissions, type Permission } from "./permissions";

/** A role template that comes ready, owned by the operator and cloneable (permissions.md). */
export type RoleTemplate = { key: string; name: string; description: string; permissions: readonly Permission[] };

const all = permissions.map(({ key }) => key);
const reads = permissions.filter(({ kind }) => kind === "read").map(({ key }) => key);
const of = (...areas: string[]) => all.filter((key) => areas.includes(key.split(".")[0]!));

export const roleTemplates: readonly RoleTemplate[] = [
  { key: "full-access", name: msg("Full access"), description: msg("Everything, in the whole scope it is given on."), permissions: all },
  {
    key: "operator-administrator",
    name: msg("Operator administrator"),
    description: msg("Looks after partners, people, groups, roles, territories and programs; does not touch customers."),
    permissions: [
      ...of("organizations", "users", "groups", "roles", "grants", "access", "territories", "programs", "tasks", "activity", "imports", "api-tokens", "settings"),
      "customers.view",
    ],
  },
  {
    key: "channel-manager",
    name: msg("Channel manager"),
    description: msg("Brings partners on and looks after their people, territories and programs."),
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
      "activity.view",
      "imports.run",
    ],
  },
  {
    key: "partner-owner",
    name: msg("Partner owner"),
    description: msg("Everything a partner does in its own part of the tree."),
    permissions: [
      ...of("customers", "users", "groups", "roles", "grants", "access", "tasks", "api-tokens", "settings"),
      "organizations.create",
      "organizations.edit",
      "organizations.deactivate",
      "territories.list",
      "programs.list",
      "activity.view",
      "imports.run",
    ],
  },
  {
    key: "manager",
    name: msg("Manager"),
    description: msg("Looks after the partner's own customers."),
    permissions: ["customers.create", "customers.edit", "customers.suspend", "customers.export", "tasks.view"],
  },
  {
    key: "contact-editor",
    name: msg("Contact assistant"),
    description: msg("Sees customers and keeps their contact details right, nothing else."),
    permissions: ["customers.edit-contact"],
  },
  {
    key: "front-desk",
    name: msg("Front desk, view only"),
    description: msg("Finds customers and reads their profile; goes with the read-only cap."),
    permissions: ["customers.view"],
  },
  {
    key: "executive",
    name: msg("Executive"),
    description: msg("Reads partners, programs and the activity log."),
    permissions: ["organizations.view", "programs.list", "territories.list", "customers.list", "activity.view"],
  },
  { key: "auditor", name: msg("Auditor"), description: msg("Reads everything; goes with the read-only cap."), permissions: reads },
];
