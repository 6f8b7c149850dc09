import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { allowed, type RecordScopes } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { rows, type Queryable } from "../../platform/db/connect";

/** The kinds of record that access can be asked about, each with the permission by which it is seen. */
export const seenBy = {
  customer: "customers.list",
  organization: "organizations.list",
  user: "users.list",
  group: "groups.list",
  role: "roles.list",
  grant: "grants.list",
  territory: "territories.list",
  program: "programs.list",
} as const satisfies Record<string, Permission>;

export type RecordType = keyof typeof seenBy;

/** A record named by its number, or by its key as "key:…". */
export type RecordRef = { type: RecordType; id: number | string };

export type FoundRecord = { type: RecordType; id: number; key: string; name: string; organizationId: number; scopes: RecordScopes };

/** True when the text names a kind of record. */
export const isRecordType = (type: string): type is RecordType => Object.hasOwn(seenBy, type);

/** True when the viewer may know of the record. */
export const isSeen = (viewer: Viewer, { type, scopes }: FoundRecord) => allowed(viewer.access, seenBy[type], scopes);

/** The records in the order asked, null where there is none. Customers are found only as far as the connection may read them. */
export async function findRecords(on: Queryable, refs: readonly RecordRef[]): Promise<(FoundRecord | null)[]> {
  const found = new Map<string, FoundRecord>();
  for (const type of new Set(refs.map((ref) => ref.type))) {
    const wanted = refs.filter((ref) => ref.type === type).map(({ id }) => placeOf(id));
    const ids = wanted.flatMap((place) => (typeof place === "number" ? [place] : []));
    const keys = wanted.flatMap((place) => (typeof place === "string" ? [place] : []));
    for (const row of await rows<Omit<FoundRecord, "type">>(on, statements[type](ids, keys))) {
      const record = { type, ...row };
      found.set(`${type}:${record.id}`, record).set(`${type}:key:${record.key}`, record);
    }
  }
  return refs.map(({ type, id }) => {
    const place = placeOf(id);
    return found.get(typeof place === "number" ? `${type}:${place}` : `${type}:key:${place}`) ?? null;
  });
}

const largestId = 2_147_483_647;

/** A number is an id, "key:abc" and every other text a key; a number that cannot be an id finds nothing. */
function placeOf(id: number | string): number | string {
  if (typeof id === "string" && id.startsWith("key:")) return id.slice(4).slice(0, 300);
  const number = typeof id === "number" || /^\d{1,15}$/.test(id) ? Number(id) : null;
  if (number === null) return String(id).slice(0, 300);
  return Number.isSafeInteger(number) && number <= largestId ? number : 0;
}

type Find = (ids: number[], keys: string[]) => Sql;

const scopesOfHome = (home: Sql) => sql`ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = ${home})::text[]::float8[]`;
const root = sql`(SELECT id FROM organizations WHERE parent_id IS NULL)`;
const either = (ids: number[], keys: string[], key: Sql) => sql`(t.id = ANY(${ids}::int[]) OR ${key} = ANY(${keys}::text[]))`;

const atHome =
  (table: Sql, key: Sql): Find =>
  (ids, keys) =>
    sql`SELECT t.id, ${key} AS key, t.name, t.organization_id AS "organizationId", ${scopesOfHome(sql`t.organization_id`)} AS scopes
      FROM ${table} t WHERE ${either(ids, keys, key)}`;

const statements: Record<RecordType, Find> = {
  customer: (ids, keys) => sql`SELECT t.id, t.key, t.name, t.organization_id AS "organizationId",
      (customer_scope_ids(t.id, t.organization_id, t.account_manager_id) || (${root}::bigint << 4 | 1))::text[]::float8[] AS scopes
    FROM customers t WHERE ${either(ids, keys, sql`t.key`)}`,
  organization: (ids, keys) => sql`SELECT t.id, t.key, t.name, t.id AS "organizationId", ${scopesOfHome(sql`t.id`)} AS scopes
    FROM organizations t WHERE ${either(ids, keys, sql`t.key`)}`,
  user: atHome(sql`users`, sql`t.email`),
  group: atHome(sql`groups`, sql`t.key`),
  role: atHome(sql`roles`, sql`t.key`),
  grant: (ids, keys) => sql`SELECT t.id, t.key, r.name, coalesce(u.organization_id, g.organization_id) AS "organizationId",
      ${scopesOfHome(sql`coalesce(u.organization_id, g.organization_id)`)} AS scopes
    FROM grants t JOIN roles r ON r.id = t.role_id LEFT JOIN users u ON u.id = t.user_id LEFT JOIN groups g ON g.id = t.group_id
    WHERE ${either(ids, keys, sql`t.key`)}`,
  territory: (ids, keys) => sql`SELECT t.id, t.key, t.name, ${root} AS "organizationId",
      (ARRAY[(${root}::bigint << 4) | 1, (${root}::bigint << 4) | 2]
        || ARRAY(SELECT (c.ancestor_id::bigint << 4) | 3 FROM territory_closure c WHERE c.territory_id = t.id))::text[]::float8[] AS scopes
    FROM territories t WHERE ${either(ids, keys, sql`t.key`)}`,
  program: (ids, keys) => sql`SELECT t.id, t.key, t.name, ${root} AS "organizationId",
      ARRAY[(${root}::bigint << 4) | 1, (${root}::bigint << 4) | 2, (t.id::bigint << 4) | 4]::text[]::float8[] AS scopes
    FROM programs t WHERE ${either(ids, keys, sql`t.key`)}`,
};
