import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { homeOf, type Viewer } from "../../access/viewer";
import { wallFor } from "../access/folded";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { writeBehind } from "../../platform/db/transaction";
import { isId } from "../../shared/fields";
import { recordActivity, type ActivitySubject } from "./record";

/** The record type that a permission's noun speaks of, where a refused input may name one. */
export const recordTypeOf: Record<string, string> = {
  customers: "customer",
  organizations: "organization",
  users: "user",
  groups: "group",
  roles: "role",
  grants: "grant",
  territories: "territory",
  programs: "program",
  tasks: "task",
};

const operatorHome = sql`(SELECT id FROM organizations WHERE parent_id IS NULL)`;

/** How to read name and home of a record; customers are read behind the second wall, so a hidden one stays unknown. */
const recordOf: Record<string, (id: number) => Sql> = {
  customer: (id) => sql`SELECT name, organization_id AS "organizationId", id AS "customerId" FROM customers WHERE id = ${id}`,
  organization: (id) => sql`SELECT name, id AS "organizationId", NULL::int AS "customerId" FROM organizations WHERE id = ${id}`,
  user: (id) => sql`SELECT name, organization_id AS "organizationId", NULL::int AS "customerId" FROM users WHERE id = ${id}`,
  group: (id) => sql`SELECT name, organization_id AS "organizationId", NULL::int AS "customerId" FROM groups WHERE id = ${id}`,
  role: (id) => sql`SELECT name, organization_id AS "organizationId", NULL::int AS "customerId" FROM roles WHERE id = ${id}`,
  grant: (id) => sql`SELECT r.name, coalesce(u.organization_id, g.organization_id) AS "organizationId", NULL::int AS "customerId"
    FROM grants x JOIN roles r ON r.id = x.role_id LEFT JOIN users u ON u.id = x.user_id LEFT JOIN groups g ON g.id = x.group_id WHERE x.id = ${id}`,
  territory: (id) => sql`SELECT name, ${operatorHome} AS "organizationId", NULL::int AS "customerId" FROM territories WHERE id = ${id}`,
  program: (id) => sql`SELECT name, ${operatorHome} AS "organizationId", NULL::int AS "customerId" FROM programs WHERE id = ${id}`,
  task: (id) => sql`SELECT title AS name, organization_id AS "organizationId", customer_id AS "customerId" FROM tasks WHERE id = ${id}`,
};

/**
 * Writes a refusal into the log (access-model.md, "Everything is recorded, refusals included"). The record is the one that the input
 * names by the field `<noun>Id`; one that is missing or hidden is logged without, at the viewer's home.
 */
export async function recordRefusal(viewer: Viewer, permission: string, input: unknown): Promise<void> {
  await writeBehind(await wallFor(viewer.access), async (tx) => {
    const subject = await subjectOf(tx, viewer, permission, input);
    await recordActivity(tx, viewer, { ...subject, action: permission, outcome: "refused" });
  });
}

async function subjectOf(tx: Transaction, viewer: Viewer, permission: string, input: unknown): Promise<ActivitySubject> {
  const noun = permission.split(".")[0]!;
  const recordType = recordTypeOf[noun] ?? noun;
  const id = idIn(input, `${recordType}Id`);
  const read = recordOf[recordType];
  const [found] = id === null || !read ? [] : await rowsIn<{ name: string; organizationId: number; customerId: number | null }>(tx, read(id));
  if (!found) return { recordType, recordId: null, recordName: "", organizationId: homeOf(viewer.facts) };
  return { recordType, recordId: id, recordName: found.name, organizationId: found.organizationId, customerId: found.customerId };
}

function idIn(input: unknown, field: string): number | null {
  if (typeof input === "number") return isId(input) ? input : null;
  if (typeof input !== "object" || input === null || !Object.hasOwn(input, field)) return null;
  const id = Number((input as Record<string, unknown>)[field]);
  return isId(id) ? id : null;
}

