import "server-only";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { ownerPool } from "../../platform/db/client";
import { conflict } from "../../shared/errors";
import { stamp } from "./kind-plan";
import { bundleKinds, type BundleKind } from "./schema";

const keyOf = (table: string, id: string, column = "key") => `(SELECT x.${column} FROM ${table} x WHERE x.id = ${id})`;
const keysOf = (from: string) => `(SELECT coalesce(json_agg(x.key ORDER BY x.key), '[]') FROM (${from}) x)`;
const listed = (table: string) => `SELECT c.key FROM ${table} l JOIN customers c ON c.id = l.customer_id WHERE l.grant_id = t.id`;
const excepted = keysOf("SELECT o.key FROM organizations o WHERE o.id = ANY (t.except_organizations)");

/** A set in one order, whichever way it was made. */
const sorted = (set: string) => `(SELECT coalesce(json_agg(e ORDER BY e COLLATE "C"), '[]') FROM unnest(${set}) e)`;

/** Fields that the interface does not name are only written where they say something. */
const extra = (field: string, value: string) => ({ field, value });

const created = extra("createdAt", stamp("t.created_at"));

/** A template's versions, as the import reads them. */
const versions = `(SELECT json_agg(json_strip_nulls(json_build_object('number', v.number, 'name', v.name, 'description', v.description, 'permissions', ${sorted("v.permissions")}, 'note', v.note,
  'restored', v.restored_number, 'by', v.published_by_name, 'at', ${stamp("v.published_at")})) ORDER BY v.number) FROM role_versions v WHERE v.role_id = t.id AND t.is_template)`;

type Shape = { table: string; key: string; fields: [field: string, value: string][]; extras?: { field: string; value: string }[] };

const shapes: Record<BundleKind, Shape> = {
  territory: { table: "territories", key: "key", fields: [["key", "t.key"], ["name", "t.name"], ["parent", keyOf("territories", "t.parent_id")]], extras: [created] },
  organization: {
    table: "organizations",
    key: "key",
    fields: [
      ["key", "t.key"],
      ["name", "t.name"],
      ["parent", keyOf("organizations", "t.parent_id")],
      ["partnerType", "t.partner_type"],
      ["region", "t.region"],
      ["tier", "t.tier"],
      ["territory", keyOf("territories", "t.territory_id")],
      ["billingMode", "t.billing_mode"],
      ["status", "t.status"],
      ["guardrail", `CASE WHEN t.has_guardrail THEN ${sorted("t.guardrail")} END`],
    ],
    extras: [extra("balance", "nullif(t.balance, 0)"), created],
  },
  program: {
    table: "programs",
    key: "key",
    fields: [
      ["key", "t.key"],
      ["name", "t.name"],
      [
        "enrollments",
        `(SELECT coalesce(json_agg(json_strip_nulls(json_build_object('tier', e.tier))::jsonb || jsonb_build_object('organization', o.key, 'from', ${stamp("e.valid_from")},
          'until', ${stamp("e.valid_until")}) ORDER BY o.key), '[]') FROM enrollments e JOIN organizations o ON o.id = e.organization_id WHERE e.program_id = t.id)`,
      ],
    ],
    extras: [extra("description", "t.description"), created],
  },
  role: {
    table: "roles",
    key: "key",
    fields: [
      ["key", "t.key"],
      ["name", "t.name"],
      ["organization", keyOf("organizations", "t.organization_id")],
      ["template", "t.is_template"],
      ["permissions", sorted("t.permissions")],
    ],
    extras: [
      extra("description", "t.description"),
      extra("clonedFrom", keyOf("roles", "t.template_id")),
      extra("clonedVersion", "t.template_version"),
      extra("declinedVersion", "t.declined_version"),
      extra("readyPermissions", `CASE WHEN cardinality(t.ready_permissions) > 0 THEN ${sorted("t.ready_permissions")} END`),
      extra("versions", versions),
      extra("archivedAt", stamp("t.archived_at")),
      created,
    ],
  },
  user: {
    table: "users",
    key: "email",
    fields: [
      ["key", "t.email"],
      ["name", "t.name"],
      ["organization", keyOf("organizations", "t.organization_id")],
      ["status", "t.status"],
      ["jobRole", "t.job_role"],
      ["region", "t.region"],
      ["phone", "t.phone"],
      ["readOnly", "t.read_only"],
      ["expiresAt", stamp("t.expires_at")],
    ],
    extras: [created],
  },
  group: {
    table: "groups",
    key: "key",
    fields: [
      ["key", "t.key"],
      ["name", "t.name"],
      ["organization", keyOf("organizations", "t.organization_id")],
      ["type", "t.type"],
      [
        "members",
        `(SELECT coalesce(json_agg(CASE WHEN m.valid_from IS NULL AND m.valid_until IS NULL THEN to_json(u.email)
          ELSE json_build_object('user', u.email, 'from', ${stamp("m.valid_from")}, 'until', ${stamp("m.valid_until")}) END ORDER BY u.email), '[]')
          FROM group_members m JOIN users u ON u.id = m.user_id WHERE m.group_id = t.id AND t.type <> 'rule')`,
      ],
      ["groups", keysOf("SELECT g.key FROM group_nestings n JOIN groups g ON g.id = n.member_id WHERE n.group_id = t.id AND t.type <> 'rule'")],
      ["rule", "CASE WHEN t.type = 'rule' THEN t.rule END"],
    ],
    extras: [extra("description", "t.description"), extra("generated", "nullif(t.is_generated, false)"), extra("archivedAt", stamp("t.archived_at")), created],
  },
  customer: {
    table: "customers",
    key: "key",
    fields: [
      ["key", "t.key"],
      ["name", "t.name"],
      ["organization", keyOf("organizations", "t.organization_id")],
      ["territory", keyOf("territories", "t.territory_id")],
      ["accountManager", keyOf("users", "t.account_manager_id", "email")],
      ["status", "t.status"],
      ...["email", "phone", "street", "city", "region", "country", "comment"].map((column): [string, string] => [column, `t.${column}`]),
    ],
    extras: [extra("archivedAt", stamp("t.archived_at")), created],
  },
  grant: {
    table: "grants",
    key: "key",
    fields: [
      ["key", "t.key"],
      ["user", keyOf("users", "t.user_id", "email")],
      ["group", keyOf("groups", "t.group_id")],
      ["role", keyOf("roles", "t.role_id")],
      [
        "scope",
        `CASE t.scope_kind WHEN 'territory' THEN json_build_object('kind', t.scope_kind, 'territory', ${keyOf("territories", "t.scope_ref")})
          WHEN 'program' THEN json_build_object('kind', t.scope_kind, 'program', ${keyOf("programs", "t.scope_ref")})
          WHEN 'customers' THEN json_build_object('kind', t.scope_kind, 'customers', ${keysOf(listed("grant_customers"))})
          WHEN 'subtree' THEN json_build_object('kind', t.scope_kind, 'organization', ${keyOf("organizations", "t.scope_ref")})
          WHEN 'direct' THEN json_build_object('kind', t.scope_kind, 'organization', ${keyOf("organizations", "t.scope_ref")})
          ELSE json_build_object('kind', t.scope_kind) END`,
      ],
      [
        "narrow",
        `CASE WHEN num_nonnulls(t.narrow_territory_id, t.narrow_program_id) > 0 THEN json_build_object('territory', ${keyOf("territories", "t.narrow_territory_id")},
          'program', ${keyOf("programs", "t.narrow_program_id")}) END`,
      ],
      [
        "except",
        `CASE WHEN cardinality(t.except_organizations) > 0 OR EXISTS (SELECT 1 FROM grant_except_customers x WHERE x.grant_id = t.id)
          THEN json_build_object('customers', ${keysOf(listed("grant_except_customers"))}, 'organizations', ${excepted}) END`,
      ],
      ["level", "t.level"],
      ["from", stamp("t.valid_from")],
      ["until", stamp("t.valid_until")],
      ["reason", "t.reason"],
    ],
    extras: [extra("source", "nullif(t.source, 'import')"), extra("grantedBy", keyOf("users", "t.granted_by_id", "email")), created],
  },
};

/** One line of the bundle per row of the kind, in the order of keys. */
function lineOf(kind: BundleKind): string {
  const { table, key, fields, extras = [] } = shapes[kind];
  const plain = fields.map(([field, value]) => `${value} AS "${field}"`).join(", ");
  const more = extras.map(({ field, value }) => `'${field}', ${value}`).join(", ");
  const line = `(SELECT row_to_json(f)::text FROM (SELECT '${kind}' AS kind, ${plain}) f)`;
  const merged = extras.length > 0 ? `CASE WHEN e.more = '{}' THEN ${line} ELSE left(${line}, -1) || ',' || substr(e.more, 2) END` : line;
  const lateral = extras.length > 0 ? `CROSS JOIN LATERAL (SELECT json_strip_nulls(json_build_object(${more}))::text AS more) e` : "";
  return `SELECT ${merged} AS line FROM ${table} t ${lateral} ORDER BY t.${key} COLLATE "C"`;
}

export type ExportOptions = { onProgress?: (line: string) => void };

const fetched = 5000;
const fileOf = (kind: BundleKind) => `${shapes[kind].table}.ndjson`;

/**
 * Writes everything a bundle can hold to a folder, one file a kind, as it stands at one moment. Passwords, tokens and sessions stay
 * where they are. Answers how many records of each kind there were. Throws `conflict` when the folder cannot be made, or holds .ndjson files of something else.
 */
export async function exportBundle(folder: string, { onProgress = () => undefined }: ExportOptions = {}): Promise<Record<string, number>> {
  await makeFolder(resolve(folder)).catch((error: unknown) => {
    throw conflict(`${folder} cannot be made a folder to write to: ${(error as Error).message}.`);
  });
  const foreign = (await readdir(folder)).filter((name) => name.endsWith(".ndjson") && !bundleKinds.some((kind) => fileOf(kind) === name));
  if (foreign.length > 0) throw conflict(`${folder} holds ${foreign[0]}, which would become part of the bundle. Choose an empty folder.`);
  const client = await ownerPool().connect();
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const counts: Record<string, number> = {};
    for (const kind of bundleKinds) {
      counts[kind] = await writeKind(client, kind, join(folder, fileOf(kind)));
      onProgress(`${counts[kind].toLocaleString("en")} ${shapes[kind].table}`);
    }
    await client.query("COMMIT");
    client.release();
    return counts;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Makes a folder and those above it that are missing. The file system's own way tries for ever where none can be made, as below /proc. */
async function makeFolder(folder: string): Promise<void> {
  if ((await stat(folder).catch(() => null))?.isDirectory()) return;
  if (dirname(folder) !== folder) await makeFolder(dirname(folder));
  await mkdir(folder);
}

/** Written beside its place first, so that a file with its name is always whole. */
async function writeKind(client: pg.ClientBase, kind: BundleKind, path: string): Promise<number> {
  const partial = `${path}.partial`;
  let count = 0;
  await client.query(`DECLARE lines NO SCROLL CURSOR FOR ${lineOf(kind)}`);
  try {
    await pipeline(Readable.from(chunks(), { objectMode: false }), createWriteStream(partial, { mode: 0o600 }));
    await rename(partial, path);
  } finally {
    await rm(partial, { force: true });
  }
  await client.query("CLOSE lines");
  return count;

  async function* chunks(): AsyncGenerator<string> {
    for (;;) {
      const { rows } = await client.query<{ line: string }>(`FETCH ${fetched} FROM lines`);
      if (rows.length === 0) return;
      count += rows.length;
      // Parsed and written again for one spelling: the database puts blanks into some parts and none into others.
      yield `${rows.map(({ line }) => JSON.stringify(JSON.parse(line))).join("\n")}\n`;
    }
  }
}
