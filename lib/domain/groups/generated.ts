import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { can } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { firstRow, rows, type Queryable, type Transaction } from "../../platform/db/connect";
import { invalid } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { asQueryable } from "../access/facts-within";
import type { OrganizationRecord } from "../access/records";
import { termsOf, type Terms } from "../grants/fields";
import { giveWithin } from "../grants/giving";
import { giveGrantInput } from "../grants/schema";
import { insertGroup, requireHome } from "./creation";
import { requireGroup, write, type Locked } from "./saving";
import { createGroupInput, type SecurityScopeInput } from "./schema";

/** What a security group is to put its people into. */
export type Wanted = { home: OrganizationRecord; roleId: number; level: "read" | "write"; scope: SecurityScopeInput; name?: string | null };

/** The grant of a security group with this scope, as giving wants it. */
const giftOf = ({ roleId, level, scope }: Pick<Wanted, "roleId" | "level" | "scope">) => {
  const { access, customers, exceptCustomers, territoryId, programId } = scope;
  const base = { roleId, level };
  if (access === "customers") return giveGrantInput.parse({ ...base, kind: "customers", customers });
  if (access === "territory") return giveGrantInput.parse({ ...base, kind: "territory", territoryId });
  if (access === "program") return giveGrantInput.parse({ ...base, kind: "program", programId });
  return giveGrantInput.parse({ ...base, kind: "everything", ...(access === "except" ? { exceptCustomers } : {}) });
};

/** The scope as counting and naming want it. */
export const scopeOfWanted = (scope: SecurityScopeInput) => termsOf(giftOf({ roleId: 1, level: "read", scope }));

/** Security groups `m` of the organization whose only grant `g` has exactly these terms; empty archived ones that were generated as well. */
const sameGroup = (homeId: number, { roleId, level, kind, ref, customers, exceptCustomers }: Terms): Sql => sql`
  SELECT m.id, m.name, m.archived_at IS NOT NULL AS "isArchived" FROM groups m JOIN grants g ON g.group_id = m.id
  WHERE m.organization_id = ${homeId} AND m.type = 'security'
    AND (m.archived_at IS NULL OR m.is_generated AND NOT EXISTS (SELECT 1 FROM group_members x WHERE x.group_id = m.id)
      AND NOT EXISTS (SELECT 1 FROM group_nestings x WHERE x.group_id = m.id))
    AND (SELECT count(*) FROM grants x WHERE x.group_id = m.id) = 1 AND NOT EXISTS (SELECT 1 FROM group_nestings n WHERE n.member_id = m.id)
    AND g.role_id = ${roleId} AND g.level = ${level}::grant_level AND g.scope_kind = ${kind}::scope_kind AND g.scope_ref IS NOT DISTINCT FROM ${ref}::int
    AND g.valid_from IS NULL AND g.valid_until IS NULL AND g.narrow_territory_id IS NULL AND g.narrow_program_id IS NULL AND g.except_organizations = '{}'
    AND ARRAY(SELECT e.customer_id FROM grant_except_customers e WHERE e.grant_id = g.id ORDER BY 1) = ${exceptCustomers}::int[]
    AND ARRAY(SELECT c.customer_id FROM grant_customers c WHERE c.grant_id = g.id ORDER BY 1) = ${customers}::int[]
  ORDER BY m.archived_at IS NOT NULL, m.id LIMIT 1`;

export type Same = { id: number; name: string; isArchived: boolean };

/** The security group of the organization that has exactly this role, level and scope already. */
export const sameSecurityGroup = (on: Queryable, homeId: number, wanted: Pick<Wanted, "roleId" | "level" | "scope">): Promise<Same | null> =>
  firstRow<Same>(on, sameGroup(homeId, termsOf(giftOf(wanted))));

/**
 * The security group that puts its people into exactly this scope with this role: the one that is there (an empty archived one comes
 * back), or a new one. Needs groups.create and grants.give for a new one; whether it may be joined is the caller's next question.
 */
export async function securityGroupFor(tx: Transaction, viewer: Viewer, wanted: Wanted): Promise<Locked> {
  const known = await sameSecurityGroup(asQueryable(tx), wanted.home.id, wanted);
  const name = await nameOfOwn(asQueryable(tx), viewer, wanted);
  const isWanted = known && (name === null || name === known.name);
  const { id } = isWanted ? known : await newSecurityGroup(tx, viewer, { ...wanted, name });
  const group = await requireGroup(tx, viewer, id, "groups.manage-members");
  if (!group.archivedAt) return group;
  await requireHome(tx, viewer, wanted.home.id);
  await write(tx, viewer, group, { action: "groups.restore", written: { archivedAt: null }, noted: { because: "its scope is needed again" } });
  return { ...group, archivedAt: null, version: group.version + 1 };
}

/** The name somebody chose; null for the one that was proposed: another group may have taken it, or the same have been made, meanwhile. */
async function nameOfOwn(on: Queryable, viewer: Viewer, { name = null, scope }: Wanted): Promise<string | null> {
  if (name === null) return null;
  const proposed = await nameOfScope(on, viewer, scope);
  const isProposed = name.startsWith(proposed) && /^( \d+)?$/.test(name.slice(proposed.length));
  return isProposed ? null : name;
}

async function newSecurityGroup(tx: Transaction, viewer: Viewer, { home, scope, name, ...terms }: Wanted): Promise<{ id: number }> {
  await requireHome(tx, viewer, home.id);
  const on = asQueryable(tx);
  const called = name ?? (await freeName(on, home.id, await nameOfScope(on, viewer, scope)));
  const input = createGroupInput.parse({ organizationId: home.id, name: called, type: "security" });
  const group = await insertGroup(tx, viewer, home, { ...input, isGenerated: true });
  await giveWithin(tx, viewer, { ...giftOf({ ...terms, scope }), groupId: group.id });
  return group;
}

/** What a group with this scope is called, in English whoever asks: all see the name. Customers are read behind the second wall: hidden ones give no name. Throws `invalid` at the field. */
export async function nameOfScope(on: Queryable, viewer: Viewer, { access, customers, exceptCustomers, territoryId, programId }: SecurityScopeInput): Promise<string> {
  if (access === "customers") return listName(on, "customers", customers);
  if (access === "except") return `All but ${await listName(on, "exceptCustomers", exceptCustomers)}`;
  if (access === "everything") return "Full access";
  const [field, table, permission, id] =
    access === "territory" ? (["territoryId", sql`territories`, "territories.list", territoryId] as const) : (["programId", sql`programs`, "programs.list", programId] as const);
  const place = can(viewer, permission) ? await firstRow<{ name: string }>(on, sql`SELECT name FROM ${table} WHERE id = ${id ?? 0}`) : null;
  if (!place) throw invalid({ [field]: t("Choose a {access} from the list.", { access }) });
  return `${access === "territory" ? "Territory" : "Program"} ${place.name.slice(0, 150)}`;
}

async function listName(on: Queryable, field: string, customers: readonly number[]): Promise<string> {
  const found = await rows<{ name: string }>(on, sql`SELECT name FROM customers WHERE id = ANY(${[...customers]}::int[]) ORDER BY sort_name, id LIMIT 2`);
  const [first, second] = found.map(({ name }) => name.slice(0, 80));
  if (first === undefined) throw invalid({ [field]: t("Choose customers from the list.") });
  if (customers.length === 1) return first;
  return customers.length === 2 && second !== undefined ? `${first} and ${second}` : `${first} and ${customers.length - 1} more`;
}

/** The name, with a number after it when another group of the organization has it already. */
export async function freeName(on: Queryable, organizationId: number, name: string): Promise<string> {
  const found = await rows<{ name: string }>(on, sql`SELECT name FROM groups WHERE organization_id = ${organizationId} AND starts_with(name, ${name})`);
  const taken = new Set(found.map((group) => group.name));
  for (let n = 1; ; n++) {
    const free = n === 1 ? name : `${name} ${n}`;
    if (!taken.has(free)) return free;
  }
}
