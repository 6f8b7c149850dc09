import "server-only";
import type pg from "pg";
import sql, { raw } from "sql-template-tag";
import { now } from "../../platform/clock";
import { asTransaction } from "../../platform/db/transaction";
import { mailPerson } from "../mail/queue";
import { endings } from "../users/ending";
import type { KindPlan } from "./kind-plan";

/** The planned record `r` with its columns' types. */
const asRecord = ({ columns }: KindPlan) => `jsonb_to_record(p.new) AS r(${columns.map(([, field, type]) => `"${field}" ${type}`).join(", ")})`;

/** Writes the planned records of a kind and everything that hangs on them. */
export async function applyPlan(client: pg.ClientBase, kind: KindPlan): Promise<void> {
  if (kind.kind === "role" || kind.kind === "group") await setAsideNames(client, kind);
  await insertNew(client, kind);
  await updateChanged(client, kind);
  for (const text of followUps[kind.kind] ?? []) await client.query(text);
  if (kind.kind !== "user") return;
  for (const { text, values } of Object.values(endings(nowOut))) await client.query(text, values);
  await client.query(nowBack);
  await tellLeavers(client);
}

/** Whoever had come and is out is told by mail, as on every other path. */
async function tellLeavers(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ id: number; name: string }>(`SELECT p.id, p.new->>'name' AS name ${leavers} AND p.old->>'status' = 'active' ORDER BY p.id`);
  const at = now().toISOString();
  for (const { id, name } of rows) await mailPerson(asTransaction(client), id, { template: "account-changed", data: { name, change: "deactivated", at } });
}

async function insertNew(client: pg.ClientBase, kind: KindPlan): Promise<void> {
  const { table, columns } = kind;
  const [secret, itsColumn] = kind.kind === "user" ? [", p.secret", ", password_hash"] : ["", ""];
  await client.query(
    `INSERT INTO ${table} (id, ${columns.map(([column]) => column).join(", ")}${itsColumn})
     SELECT p.id, ${columns.map(([, field, type]) => valueOf(field, type)).join(", ")}${secret}
     FROM plan p CROSS JOIN LATERAL ${asRecord(kind)} WHERE p.is_new ORDER BY p.n`,
  );
}

async function updateChanged(client: pg.ClientBase, kind: KindPlan): Promise<void> {
  const secret = kind.kind === "user" ? ", password_hash = coalesce(t.password_hash, p.secret)" : "";
  await client.query(
    `UPDATE ${kind.table} t SET ${kind.columns.map(([column, field, type]) => `${column} = ${valueOf(field, type)}`).join(", ")}${secret},
       version = t.version + 1, updated_at = now()
     FROM plan p CROSS JOIN LATERAL ${asRecord(kind)} WHERE t.id = p.id AND NOT p.is_new`,
  );
}

/** A list that a new record does not give is empty, not absent. */
const valueOf = (field: string, type: string) => (type.endsWith("[]") ? `coalesce(r."${field}", '{}')` : `r."${field}"`);

/** Names that are exchanged between two records of one organization would collide on the way. */
const setAsideNames = (client: pg.ClientBase, { table }: KindPlan) =>
  client.query(
    `UPDATE ${table} t SET name = t.name || chr(1) || t.id FROM plan p
     WHERE t.id = p.id AND NOT p.is_new AND (p.old->'name', p.old->'organizationId') IS DISTINCT FROM (p.new->'name', p.new->'organizationId')`,
  );

const changedList = (field: string) => `plan p WHERE p.new->'${field}' IS DISTINCT FROM coalesce(p.old->'${field}', '[]')`;

/** Brings a table of pairs to the planned lists by deleting and adding only what differs. */
const pairs = (field: string, table: string, own: string, other: string) => [
  `DELETE FROM ${table} x USING ${changedList(field)} AND x.${own} = p.id AND NOT p.new->'${field}' @> to_jsonb(x.${other})`,
  `INSERT INTO ${table} (${own}, ${other}) SELECT p.id, e.id::int FROM (SELECT * FROM ${changedList(field)}) p
    CROSS JOIN LATERAL jsonb_array_elements_text(p.new->'${field}') e(id) ON CONFLICT DO NOTHING`,
];

/** The same for rows with a window of time. */
const windows = (field: string, table: string, own: string, entry: { other: string; id: string; extra?: string }) => {
  const { other, id, extra } = entry;
  const extraColumn = extra ? `, ${extra}` : "";
  const record = `SELECT p.id AS own, e.* FROM (SELECT * FROM ${changedList(field)}) p
    CROSS JOIN LATERAL jsonb_to_recordset(p.new->'${field}') AS e("${id}" int, "from" timestamptz, until timestamptz${extra ? `, ${extra} text` : ""})`;
  return [
    `DELETE FROM ${table} x USING ${changedList(field)} AND x.${own} = p.id
       AND NOT EXISTS (SELECT 1 FROM jsonb_to_recordset(p.new->'${field}') AS e("${id}" int) WHERE e."${id}" = x.${other})`,
    `INSERT INTO ${table} AS x (${own}, ${other}, valid_from, valid_until${extraColumn}) SELECT w.own, w."${id}", w."from", w.until${extra ? `, w.${extra}` : ""} FROM (${record}) w
       ON CONFLICT (${other === "organization_id" ? `${other}, ${own}` : `${own}, ${other}`}) DO UPDATE SET valid_from = excluded.valid_from, valid_until = excluded.valid_until${extra ? `, ${extra} = excluded.${extra}` : ""}
       WHERE (x.valid_from, x.valid_until${extra ? `, x.${extra}` : ""}) IS DISTINCT FROM (excluded.valid_from, excluded.valid_until${extra ? `, excluded.${extra}` : ""})`,
  ];
};

const toldVersions = `plan p WHERE p.new->'versions' <> coalesce(p.old->'versions', '[]')`;

// Whoever is deactivated here is out as on every other path.
const leavers = "FROM plan p WHERE p.new->>'status' = 'deactivated' AND NOT p.is_new AND p.old->>'status' <> 'deactivated'";
const nowOut = sql`SELECT p.id ${raw(leavers)}`;
const nowBack = "UPDATE users u SET reactivated_at = now() FROM plan p WHERE u.id = p.id AND p.old->>'status' = 'deactivated' AND p.new->>'status' <> 'deactivated'";

const followUps: Partial<Record<KindPlan["kind"], string[]>> = {
  program: windows("enrollments", "enrollments", "program_id", { other: "organization_id", id: "organizationId", extra: "tier" }),
  // The versions of a template as the line tells them; without, those that the database keeps by itself.
  role: [
    `DELETE FROM role_versions x USING ${toldVersions} AND x.role_id = p.id`,
    `INSERT INTO role_versions (role_id, number, name, description, permissions, note, restored_number, published_by_name, published_at)
      SELECT p.id, v.number, v.name, v.description, v.permissions, v.note, v.restored, v."by", v."at" FROM (SELECT * FROM ${toldVersions}) p
      CROSS JOIN LATERAL jsonb_to_recordset(p.new->'versions') AS v(number int, name text, description text, permissions text[], note text, restored int, "by" text, "at" timestamptz)`,
  ],
  group: [
    ...windows("members", "group_members", "group_id", { other: "user_id", id: "userId" }),
    ...pairs("groups", "group_nestings", "group_id", "member_id"),
  ],
  grant: [...pairs("customers", "grant_customers", "grant_id", "customer_id"), ...pairs("exceptCustomers", "grant_except_customers", "grant_id", "customer_id")],
};
