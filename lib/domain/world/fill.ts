import "server-only";
import type pg from "pg";
import { roleTemplates } from "../../access/templates";
import { ownerPool } from "../../platform/db/client";
import { copyInto, type CopyValue } from "../../platform/db/copy";
import { conflict, invalid } from "../../shared/errors";
import { giveAccess } from "./access";
import { archetypes, type Roles } from "./archetypes";
import { withoutIndexes } from "./indexes";
import { settle } from "./people";
import { Random } from "./random";
import * as make from "./rows";
import { layOut, smallest, type WorldSize } from "./shape";

export type WorldOptions = WorldSize & {
  /** Lets the special people sign in; without it nobody has a password. */
  passwordHash?: string | null;
  onProgress?: (line: string) => void;
};

const tables = ["territories", "organizations", "programs", "enrollments", "users", "roles", "groups", "group_members", "group_nestings"];
const numbered = ["territories", "organizations", "programs", "users", "roles", "groups", "customers", "grants"];
const loaded = [...tables, "customers", "grants", "grant_customers", "grant_except_customers"];

/**
 * Fills an empty database with a synthetic world, the same for the same numbers, in one transaction: it is there whole or not at all.
 * Answers the rows per table. Throws `conflict` when the database is not empty and `invalid` when the world would be too small.
 */
export async function fillWorld({ passwordHash = null, onProgress = () => undefined, ...size }: WorldOptions): Promise<Record<string, number>> {
  refuseTooSmall(size);
  const client = await ownerPool().connect();
  try {
    await client.query("BEGIN");
    await refuseUnlessEmpty(client);
    const counts = await load(client, { ...size, passwordHash, onProgress });
    await client.query("COMMIT");
    onProgress("Collecting statistics");
    await client.query("VACUUM (ANALYZE)");
    client.release();
    return counts;
  } catch (error) {
    client.release(true); // the server takes everything back
    throw error;
  }
}

function refuseTooSmall(size: WorldSize): void {
  const wrong = Object.entries(smallest).filter(([name, least]) => !(size[name as keyof typeof smallest] >= least));
  if (wrong.length > 0) throw invalid(Object.fromEntries(wrong.map(([name, least]) => [name, `A world needs at least ${least} ${name}.`])));
}

async function refuseUnlessEmpty(client: pg.ClientBase): Promise<void> {
  await client.query(`LOCK TABLE ${loaded.join()} IN ACCESS EXCLUSIVE MODE`);
  for (const table of loaded) {
    const { rowCount } = await client.query(`SELECT 1 FROM ${table} LIMIT 1`);
    if (rowCount) throw conflict(`The database is not empty: there are ${table.replaceAll("_", " ")} in it. A world is made in an empty one only.`);
  }
}

type Loading = Required<WorldOptions>;

async function load(client: pg.ClientBase, { passwordHash, onProgress, ...size }: Loading): Promise<Record<string, number>> {
  onProgress("Laying out the world");
  const shape = layOut(size);
  const random = new Random(size.seed + 1);
  const special = archetypes({ shape, random, roles: roleIds() });
  const people = settle(shape, special, random);
  const ground = { shape, people, special, random };
  const given = giveAccess({ ...ground, roles: roleIds(), programs: make.programCount });
  const sources: [target: string, rows: Iterable<readonly CopyValue[]>][] = [
    [make.territoryColumns, make.territoryRows(shape)],
    [make.organizationColumns, make.organizationRows(shape, random)],
    [make.programColumns, make.programRows()],
    [make.enrollmentColumns, make.enrollmentRows(shape, random)],
    [make.userColumns, make.userRows(ground, passwordHash)],
    [make.roleColumns, make.roleRows(new Random(size.seed + 2))], // its own numbers: the rest of a world stays as it is when a permission is added
    [make.groupColumns, make.groupRows(given)],
    ["group_members (group_id, user_id)", given.members],
    ["group_nestings (group_id, member_id)", given.nestings],
    [make.customerColumns, make.customerRows(ground)],
    [make.grantColumns, make.grantRows(given)],
    ["grant_customers (grant_id, customer_id)", make.listedRows(given, "customers")],
    ["grant_except_customers (grant_id, customer_id)", make.listedRows(given, "exceptCustomers")],
  ];
  await client.query("SET LOCAL work_mem = '128MB'; SET LOCAL maintenance_work_mem = '512MB'; SET LOCAL synchronous_commit = off");
  const counts: Record<string, number> = {};
  await withoutIndexes(client, ["customers", "customer_scope", "users", "grant_customers"], onProgress, async () => {
    await withoutTriggers(client, async () => {
      for (const [target, rows] of sources) {
        const table = target.split(" ")[0]!;
        counts[table] = await copyInto(client, target, rows);
        onProgress(`${counts[table].toLocaleString("en")} ${table.replaceAll("_", " ")}`);
      }
    });
    await client.query("INSERT INTO role_versions (role_id, number, name, description, permissions) SELECT id, 1, name, description, permissions FROM roles WHERE is_template");
    await moveSequences(client);
    onProgress("Making the access projection");
    await client.query("ANALYZE organizations, territories, enrollments, customers, grant_customers, grant_except_customers");
    await client.query("SELECT rebuild_projection()");
  });
  await recordFilling(client, counts);
  return counts;
}

const roleIds = (): Roles => {
  const idOf = (key: string) => 1 + roleTemplates.findIndex((template) => template.key === key);
  return { fullAccess: idOf("full-access"), frontDesk: idOf("front-desk"), partnerOwner: idOf("partner-owner"), manager: idOf("manager") };
};

/** The projection is made in one go afterwards, so the triggers that would keep it row by row rest. */
async function withoutTriggers(client: pg.ClientBase, work: () => Promise<void>): Promise<void> {
  const all = (verb: string) => loaded.map((table) => `ALTER TABLE ${table} ${verb} TRIGGER USER`).join(";");
  const { rows } = await client.query<{ isSuper: boolean }>(`SELECT rolsuper AS "isSuper" FROM pg_roles WHERE rolname = current_user`);
  // References are right by construction; checking them too needs no superuser but longer.
  const isSuper = rows[0]?.isSuper ?? false;
  await client.query(isSuper ? "SET LOCAL session_replication_role = replica" : all("DISABLE"));
  await work();
  await client.query(isSuper ? "SET LOCAL session_replication_role = origin" : all("ENABLE"));
}

async function moveSequences(client: pg.ClientBase): Promise<void> {
  for (const table of numbered) await client.query(`SELECT setval(pg_get_serial_sequence('${table}', 'id'), (SELECT max(id) FROM ${table}))`);
}

const recordFilling = (client: pg.ClientBase, counts: Record<string, number>) =>
  client.query(
    `INSERT INTO activities (actor_name, via, action, record_type, record_name, organization_id, after)
     VALUES ('machine''s owner', 'portal world', 'world.fill', 'organization', 'World operator', 1, $1)`,
    [JSON.stringify(counts)],
  );
