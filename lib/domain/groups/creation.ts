import "server-only";
import { randomUUID } from "node:crypto";
import sql from "sql-template-tag";
import { allowed, authorizeOn } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { invalid, refused } from "../../shared/errors";
import { asQueryable } from "../access/facts-within";
import { organizationRecord, type OrganizationRecord } from "../access/records";
import { recordActivity } from "../activity/record";
import { giveWithin } from "../grants/giving";
import { giveGrantInput } from "../grants/schema";
import { storedRule } from "./rule";
import { requireGroup, subjectOf, type Locked } from "./saving";
import { createGroupInput, type CreateGroupInput } from "./schema";

/** The conflict of two groups of one organization with one name. */
export const nameTaken = (name: string, home: string) => ({
  field: "name",
  message: `Another group of ${home} is already called ${name}.`,
});

/** The organization as a home of new groups. Throws `refused` at one that is seen, `invalid` at one that is not. */
export async function requireHome(tx: Transaction, viewer: Viewer, organizationId: number): Promise<OrganizationRecord> {
  const home = await organizationRecord(tx, organizationId);
  if (home && allowed(viewer.access, "groups.create", home.scopes)) return home;
  if (home && allowed(viewer.access, "organizations.list", home.scopes)) throw refused("groups.create", "You may not make groups there.");
  throw invalid({ organizationId: "Choose a partner from the list." });
}

/** Stores a new group with its log row. Throws `conflict` for a name that is taken. */
export async function insertGroup(tx: Transaction, viewer: Viewer, home: OrganizationRecord, input: CreateGroupInput): Promise<{ id: number; name: string }> {
  const { name, description = null, type } = input;
  const rule = type === "rule" ? await newRule(tx, viewer, home, input) : null;
  const data = { key: `group-${randomUUID()}`, name, description, type, organizationId: home.id };
  const create = tx.group.create({ data: { ...data, ...(rule ? { rule } : {}) }, select: { id: true } });
  const { id } = await uniqueOr(nameTaken(name, home.name), create);
  await recordActivity(tx, viewer, { ...subjectOf({ id, name, organizationId: home.id }), action: "groups.create", after: { ...data, rule, version: 1 } });
  return { id, name };
}

function newRule(tx: Transaction, viewer: Viewer, home: OrganizationRecord, input: CreateGroupInput) {
  authorizeOn(viewer, { read: "groups.create", permission: "groups.edit-rule", record: home.scopes, noun: "group" });
  return storedRule(asQueryable(tx), viewer, input);
}

type Scope = Pick<CreateGroupInput, "scope" | "roleId" | "customers" | "level">;

/** Gives a security group its one scope: chosen customers, or everything its people can reach. Throws as giving does. */
export async function giveScope(tx: Transaction, viewer: Viewer, groupId: number, { scope, roleId, customers, level }: Scope): Promise<void> {
  const list = scope === "customers" ? { customers } : {};
  await giveWithin(tx, viewer, giveGrantInput.parse({ groupId, roleId, kind: scope, level, ...list }));
}

type ForCustomers = { home: OrganizationRecord; roleId: number; level: "read" | "write"; customers: readonly number[] };

/**
 * The security group that puts its people into exactly these customers with this role: the one that is there, or a new one named after
 * them. Needs groups.create and grants.give for a new one; whether it may be joined is the caller's next question.
 */
export async function customerGroup(tx: Transaction, viewer: Viewer, wanted: ForCustomers): Promise<Locked> {
  const { home, roleId, level } = wanted;
  const customers = [...wanted.customers].sort((a, b) => a - b);
  const [known] = await rowsIn<{ id: number }>(
    tx,
    sql`SELECT m.id FROM groups m JOIN grants g ON g.group_id = m.id
      WHERE m.organization_id = ${home.id} AND m.type = 'security' AND m.archived_at IS NULL
        AND (SELECT count(*) FROM grants x WHERE x.group_id = m.id) = 1 AND NOT EXISTS (SELECT 1 FROM group_nestings n WHERE n.member_id = m.id)
        AND g.role_id = ${roleId} AND g.level = ${level}::grant_level AND g.scope_kind = 'customers' AND g.valid_from IS NULL AND g.valid_until IS NULL
        AND g.narrow_territory_id IS NULL AND g.narrow_program_id IS NULL AND g.except_organizations = '{}'
        AND NOT EXISTS (SELECT 1 FROM grant_except_customers e WHERE e.grant_id = g.id)
        AND ARRAY(SELECT c.customer_id FROM grant_customers c WHERE c.grant_id = g.id ORDER BY 1) = ${customers}::int[] LIMIT 1`,
  );
  const { id } = known ?? (await newCustomerGroup(tx, viewer, { ...wanted, customers }));
  return requireGroup(tx, viewer, id, "groups.manage-members");
}

async function newCustomerGroup(tx: Transaction, viewer: Viewer, { home, roleId, level, customers }: ForCustomers): Promise<{ id: number }> {
  await requireHome(tx, viewer, home.id);
  const name = await freeName(tx, home.id, await nameOfCustomers(tx, customers));
  const input = createGroupInput.parse({ organizationId: home.id, name, type: "security", scope: "customers", roleId, level, customers });
  const group = await insertGroup(tx, viewer, home, input);
  await giveScope(tx, viewer, group.id, input);
  return group;
}

/** Customers are read behind the second wall: hidden ones give no name, and are refused when the scope is given. */
async function nameOfCustomers(tx: Transaction, customers: readonly number[]): Promise<string> {
  const found = await rowsIn<{ name: string }>(tx, sql`SELECT name FROM customers WHERE id = ANY(${[...customers]}::int[]) ORDER BY sort_name, id LIMIT 2`);
  const [first, second] = found.map(({ name }) => name.slice(0, 80));
  if (first === undefined) throw invalid({ customers: "Choose customers from the list." });
  if (customers.length === 1) return first;
  return customers.length === 2 && second !== undefined ? `${first} and ${second}` : `${first} and ${customers.length - 1} more`;
}

async function freeName(tx: Transaction, organizationId: number, name: string): Promise<string> {
  const taken = new Set((await tx.group.findMany({ where: { organizationId, name: { startsWith: name } }, select: { name: true } })).map((group) => group.name));
  for (let n = 1; ; n++) {
    const free = n === 1 ? name : `${name} ${n}`;
    if (!taken.has(free)) return free;
  }
}
