import { ids, stamp, windowed, type KindPlan } from "./kind-plan";
import type { BundleKind } from "./schema";

const key = ["key", "key", "text"] as const;
const createdAt = ["created_at", "createdAt", "timestamptz"] as const;
const name = ["name", "name", "text"] as const;
const organization = ["organization_id", "organizationId", "int"] as const;
const text = (...names: string[]) => names.map((column) => [column, column, "text"] as const);
const root = "(SELECT o.id FROM organizations o WHERE o.parent_id IS NULL)";
const home = "(p.new->>'organizationId')::int";
const made = `jsonb_build_object('createdAt', ${stamp("now()")})`;
const status = (on: string, off: string, other: string) =>
  `CASE WHEN now->>'status' = '${on}' AND was->>'status' <> '${on}' THEN '${off}' WHEN was->>'status' = '${on}' AND now->>'status' <> '${on}' THEN '${other}'`;

const territory: KindPlan = {
  kind: "territory",
  table: "territories",
  key: "key",
  recordType: "territory",
  columns: [key, name, ["parent_id", "parentId", "int"], createdAt],
  references: [["parent", "parentId", "territory"]],
  lists: [],
  fresh: made,
  created: "territories.create",
  changed: `CASE WHEN now->'parentId' <> was->'parentId' THEN 'territories.move' ELSE 'territories.edit' END`,
  home: root,
};

const partner: KindPlan = {
  kind: "organization",
  table: "organizations",
  key: "key",
  recordType: "organization",
  columns: [
    key,
    name,
    ["parent_id", "parentId", "int"],
    ["partner_type", "partnerType", "text"],
    ...text("region", "tier"),
    ["territory_id", "territoryId", "int"],
    ["billing_mode", "billingMode", "billing_mode"],
    ["balance", "balance", "bigint"],
    ["status", "status", "organization_status"],
    ["has_guardrail", "hasGuardrail", "boolean"],
    ["guardrail", "guardrail", "text[]"],
    createdAt,
  ],
  references: [
    ["parent", "parentId", "organization"],
    ["territory", "territoryId", "territory"],
  ],
  lists: [],
  fresh: `'{"billingMode": "postpaid", "balance": 0, "status": "active", "hasGuardrail": false, "guardrail": []}'::jsonb || ${made}`,
  sets: ["guardrail"],
  created: "organizations.create",
  changed: `${status("deactivated", "organizations.deactivate", "organizations.reactivate")}
    WHEN now->'parentId' <> was->'parentId' THEN 'organizations.move' ELSE 'organizations.edit' END`,
  home: "p.id",
};

const program: KindPlan = {
  kind: "program",
  table: "programs",
  key: "key",
  recordType: "program",
  columns: [key, name, ...text("description"), createdAt],
  references: [],
  fresh: made,
  lists: [
    {
      name: "enrollments",
      field: "enrollments",
      target: "organization",
      image: `(SELECT coalesce(jsonb_agg(jsonb_build_object('organizationId', x.organization_id, 'from', ${stamp("x.valid_from")}, 'until', ${stamp("x.valid_until")},
        'tier', x.tier) ORDER BY x.organization_id), '[]') FROM enrollments x WHERE x.program_id = t.id)`,
    },
  ],
  created: "programs.create",
  changed: "'programs.edit'",
  home: root,
};

const role: KindPlan = {
  kind: "role",
  table: "roles",
  key: "key",
  recordType: "role",
  columns: [
    key,
    name,
    ...text("description"),
    organization,
    ["permissions", "permissions", "text[]"],
    ["is_template", "isTemplate", "boolean"],
    ["template_id", "templateId", "int"],
    ["template_version", "templateVersion", "int"],
    ["declined_version", "declinedVersion", "int"],
    ["ready_permissions", "readyPermissions", "text[]"],
    ["archived_at", "archivedAt", "timestamptz"],
    createdAt,
  ],
  references: [
    ["organization", "organizationId", "organization"],
    ["clonedFrom", "templateId", "role"],
  ],
  lists: [],
  parts: [
    {
      field: "versions",
      by: "number",
      set: "permissions",
      image: `(SELECT coalesce(jsonb_agg(jsonb_build_object('number', v.number, 'name', v.name, 'description', v.description, 'permissions', to_jsonb(v.permissions), 'note', v.note,
        'restored', v.restored_number, 'by', v.published_by_name, 'at', ${stamp("v.published_at")}) ORDER BY v.number), '[]') FROM role_versions v WHERE v.role_id = t.id)`,
    },
  ],
  fresh: `'{"isTemplate": false, "readyPermissions": []}'::jsonb || ${made}`,
  sets: ["permissions", "readyPermissions"],
  created: "roles.create",
  changed: "'roles.edit'",
  home,
};

const user: KindPlan = {
  kind: "user",
  table: "users",
  key: "email",
  recordType: "user",
  columns: [
    ["email", "email", "text"],
    name,
    organization,
    ["status", "status", "user_status"],
    ["job_role", "jobRole", "text"],
    ...text("region", "phone"),
    ["read_only", "readOnly", "boolean"],
    ["expires_at", "expiresAt", "timestamptz"],
    createdAt,
  ],
  references: [["organization", "organizationId", "organization"]],
  lists: [],
  fresh: `jsonb_build_object('status', CASE WHEN s.secret IS NULL THEN 'invited' ELSE 'active' END, 'readOnly', false) || ${made}`,
  created: "users.invite",
  changed: `${status("deactivated", "users.deactivate", "users.reactivate")} ELSE 'users.edit' END`,
  home,
};

const group: KindPlan = {
  kind: "group",
  table: "groups",
  key: "key",
  recordType: "group",
  columns: [
    key,
    name,
    ...text("description"),
    organization,
    ["type", "type", "group_type"],
    ["rule", "rule", "jsonb"],
    ["is_generated", "isGenerated", "boolean"],
    ["archived_at", "archivedAt", "timestamptz"],
    createdAt,
  ],
  references: [["organization", "organizationId", "organization"]],
  lists: [
    { name: "members", field: "members", target: "user", image: windowed("userId", "group_members", "group_id", "user_id") },
    { name: "groups", field: "groups", target: "group", image: ids("SELECT n.member_id FROM group_nestings n WHERE n.group_id = t.id") },
    ...(["organization", "territory", "program"] as const).map((target) => ({ name: `rule.${target}`, field: "", target })),
  ],
  fresh: `'{"type": "team", "isGenerated": false}'::jsonb || ${made}`,
  created: "groups.create",
  changed: `CASE WHEN now - '{members,groups}'::text[] = was - '{members,groups}'::text[] THEN 'groups.manage-members' ELSE 'groups.edit' END`,
  home,
};

const customer: KindPlan = {
  kind: "customer",
  table: "customers",
  key: "key",
  recordType: "customer",
  columns: [
    key,
    name,
    organization,
    ["territory_id", "territoryId", "int"],
    ["account_manager_id", "accountManagerId", "int"],
    ["status", "status", "customer_status"],
    ...text("email", "phone", "street", "city", "region", "country", "comment"),
    ["archived_at", "archivedAt", "timestamptz"],
    createdAt,
  ],
  references: [
    ["organization", "organizationId", "organization"],
    ["territory", "territoryId", "territory"],
    ["accountManager", "accountManagerId", "user"],
  ],
  lists: [],
  fresh: `'{"status": "active"}'::jsonb || ${made}`,
  created: "customers.create",
  changed: `CASE WHEN now->'organizationId' <> was->'organizationId' THEN 'customers.reassign'
    WHEN now->'status' <> was->'status' AND now->>'status' = 'suspended' THEN 'customers.suspend' ELSE 'customers.edit' END`,
  home,
};

const grant: KindPlan = {
  kind: "grant",
  table: "grants",
  key: "key",
  recordType: "grant",
  columns: [
    key,
    ["user_id", "userId", "int"],
    ["group_id", "groupId", "int"],
    ["role_id", "roleId", "int"],
    ["scope_kind", "scopeKind", "scope_kind"],
    ["scope_ref", "scopeRef", "int"],
    ["narrow_territory_id", "narrowTerritoryId", "int"],
    ["narrow_program_id", "narrowProgramId", "int"],
    ["except_organizations", "exceptOrganizations", "int[]"],
    ["level", "level", "grant_level"],
    ["valid_from", "from", "timestamptz"],
    ["valid_until", "until", "timestamptz"],
    ...text("reason"),
    ["source", "source", "grant_source"],
    ["granted_by_id", "grantedById", "int"],
    createdAt,
  ],
  references: [
    ["user", "userId", "user"],
    ["grantedBy", "grantedById", "user"],
    ["group", "groupId", "group"],
    ["role", "roleId", "role"],
    ["scope.organization", "scopeRef", "organization"],
    ["scope.territory", "scopeRef", "territory"],
    ["scope.program", "scopeRef", "program"],
    ["narrow.territory", "narrowTerritoryId", "territory"],
    ["narrow.program", "narrowProgramId", "program"],
  ],
  lists: [
    { name: "scope.customers", field: "customers", target: "customer", image: ids("SELECT l.customer_id FROM grant_customers l WHERE l.grant_id = t.id") },
    { name: "except.customers", field: "exceptCustomers", target: "customer", image: ids("SELECT l.customer_id FROM grant_except_customers l WHERE l.grant_id = t.id") },
    { name: "except.organizations", field: "exceptOrganizations", target: "organization" },
  ],
  fresh: `'{"level": "read", "exceptOrganizations": [], "exceptCustomers": [], "source": "import"}'::jsonb || ${made}`,
  sets: ["exceptOrganizations"],
  created: "grants.give",
  changed: "'grants.change'",
  home: `coalesce((SELECT u.organization_id FROM users u WHERE u.id = (p.new->>'userId')::int),
    (SELECT g.organization_id FROM groups g WHERE g.id = (p.new->>'groupId')::int))`,
};

/** Every kind in the order in which it is written: a reference always names a kind before its own, or its own. */
export const kindPlans: readonly KindPlan[] = [territory, partner, program, role, user, group, customer, grant];

export const planOf = (kind: BundleKind) => kindPlans.find((plan) => plan.kind === kind)!;
