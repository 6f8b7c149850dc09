import { accessibleBy, createPrismaAbility } from "@casl/prisma/runtime";
import { PrismaPg } from "@prisma/adapter-pg";
import type { RawRuleOf, MongoAbility } from "@casl/ability";
import { scopesOf } from "@/lib/access/decide";
import { kindOf, referenceOf, scopeKinds } from "@/lib/access/scope-id";
import type { Viewer } from "@/lib/access/viewer";
import { ownerPool, pool } from "@/lib/platform/db/client";
import { PrismaClient, type Prisma } from "@/lib/platform/db/generated/client";
import type { PageOrder } from "@/lib/domain/customers/list/statement";
import { readLists, rulesOf } from "./rules";

/** One page of a person's customers by name, as ids: the form that is timed. */
export type PagePeer = { name: string; page: (limit: number) => Promise<number[]> };

const schema = `bench_peers_${process.pid}`;

/**
 * The customers as a table of their own for the peers, with every index that they can use: by name, which here is what our lists are sorted
 * by, and by each column that access is decided from. Our own table has triggers, policies and indexes that they know nothing of.
 */
export async function makePeerTable(): Promise<void> {
  const owner = ownerPool();
  await owner.query(`CREATE SCHEMA ${schema}`);
  await owner.query(`CREATE TABLE ${schema}.customers AS SELECT id, key, sort_name AS name, organization_id, territory_id, account_manager_id, status, archived_at, email, phone,
    street, city, region, country, comment, version, created_at, updated_at FROM customers`);
  for (const columns of ["name, id", "organization_id, name, id", "territory_id, name, id"]) await owner.query(`CREATE INDEX ON ${schema}.customers (${columns})`);
  await owner.query(`ALTER TABLE ${schema}.customers ADD PRIMARY KEY (id)`);
  await owner.query(`CREATE TABLE ${schema}.seen (person int PRIMARY KEY, organizations int[], territories int[], customers int[])`);
  for (const column of ["organizations", "territories", "customers"]) {
    await owner.query(`CREATE FUNCTION ${schema}.${column}_seen() RETURNS int[] LANGUAGE sql STABLE AS $$ SELECT ${column} FROM ${schema}.seen WHERE person = current_setting('bench.person')::int $$`);
  }
  await owner.query(`ALTER TABLE ${schema}.customers ENABLE ROW LEVEL SECURITY; CREATE POLICY seen ON ${schema}.customers FOR SELECT TO portico_app USING (
    organization_id = ANY ((SELECT ${schema}.organizations_seen())::int[]) OR territory_id = ANY ((SELECT ${schema}.territories_seen())::int[]) OR id = ANY ((SELECT ${schema}.customers_seen())::int[]))`);
  await owner.query(`GRANT USAGE ON SCHEMA ${schema} TO portico_app; GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO portico_app; ANALYZE ${schema}.customers`);
}

/** Takes the peers' table away again. */
export const dropPeerTable = () => ownerPool().query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);

/** CASL: one rule per grant, turned into Prisma's conditions by accessibleBy. For people whose grants list customers. */
export async function caslPage(viewer: Viewer): Promise<PagePeer> {
  const prisma = new PrismaClient({ adapter: new PrismaPg(ownerPool(), { schema }) });
  const { listed } = await readLists();
  const rules = rulesOf(viewer)
    .filter(({ permissions, atom }) => permissions.includes("customers.list") && kindOf(atom.include) === scopeKinds.listed)
    .map(({ atom }): RawRuleOf<MongoAbility> => ({ action: "customers.list", subject: "Customer", conditions: { id: { in: listed.get(referenceOf(atom.include)) ?? [] } } }));
  const ability = createPrismaAbility(rules as never);
  const page = async (limit: number) => {
    const where = (accessibleBy(ability, "customers.list") as unknown as { ofType(name: "Customer"): Prisma.CustomerWhereInput }).ofType("Customer");
    const found = await prisma.customer.findMany({ where: { AND: [where, { archivedAt: null }] }, orderBy: [{ name: "asc" }, { id: "asc" }], take: limit });
    return found.map(({ id }) => id);
  };
  return { name: "CASL accessibleBy, Prisma findMany", page };
}

/** Row-level security as the filter itself, in the form that is recommended: what a person sees as arrays, worked out once a statement. */
export async function policyPage(viewer: Viewer): Promise<PagePeer & { end: () => void }> {
  const scopes = [...scopesOf(viewer.access, "customers.list")!.plain];
  const of = (kind: number) => scopes.filter((id) => kindOf(id) === kind).map(referenceOf);
  await ownerPool().query(
    `INSERT INTO ${schema}.seen SELECT $1, ARRAY(SELECT organization_id FROM organization_closure WHERE ancestor_id = ANY($2::int[])) || $3::int[],
      ARRAY(SELECT territory_id FROM territory_closure WHERE ancestor_id = ANY($4::int[])), ARRAY(SELECT customer_id FROM grant_customers WHERE grant_id = ANY($5::int[]))`,
    [viewer.facts.userId, of(scopeKinds.subtree), of(scopeKinds.direct), of(scopeKinds.territory), of(scopeKinds.listed)],
  );
  const client = await pool().connect();
  await client.query("SELECT set_config('bench.person', $1, false)", [`${viewer.facts.userId}`]);
  const page = async (limit: number) =>
    (await client.query<{ id: number }>({ name: "policy", text: `SELECT * FROM ${schema}.customers WHERE archived_at IS NULL ORDER BY name, id LIMIT $1`, values: [limit] })).rows.map(({ id }) => id);
  return { name: "row-level security as the filter", page, end: () => client.release(true) };
}

/** The page that all of them are asked for. */
export const peerOrder: Omit<PageOrder, "limit"> = { sort: "name", direction: "asc", after: null, states: [1, 2] };
