import "server-only";
import { existsSync, readdirSync } from "node:fs";
import { ownerPool, pool } from "../../platform/db/client";
import { jobsFinding, linkFinding, mailFinding } from "./mail-checks";

export type Finding = { check: string; isFine: boolean; found: string; mend?: string };

/** What is wrong with this portal and how to mend it: versions, database, projection, second wall, mail, jobs. */
export async function checkUp(): Promise<Finding[]> {
  const findings: Finding[] = [{ check: "Node", isFine: Number(process.versions.node.split(".")[0]) >= 20, found: process.versions.node }];
  findings.push(await attempt("PostgreSQL", async () => {
    const { rows } = await ownerPool().query<{ v: string; n: number }>("SELECT current_setting('server_version') AS v, current_setting('server_version_num')::int AS n");
    return { isFine: rows[0]!.n >= 150_000, found: rows[0]!.v, mend: "Use PostgreSQL 15 or newer." };
  }));
  findings.push(await attempt("Migrations", migrations));
  findings.push(await attempt("Access projection", async () => {
    const { rows } = await ownerPool().query<{ n: number }>("SELECT count(*)::int AS n FROM projection_faults");
    return { isFine: rows[0]!.n === 0, found: `${rows[0]!.n} differences`, mend: "Run npm run portal -- projection rebuild." };
  }));
  findings.push(await attempt("Second wall", async () => {
    const { rows } = await pool().query<{ n: number; role: string }>("SELECT count(*)::int AS n, current_user AS role FROM customers");
    return { isFine: rows[0]!.n === 0 && rows[0]!.role === "portico_app", found: `a request that names nobody sees ${rows[0]!.n} customers`, mend: "The application's role must not own the tables." };
  }));
  findings.push(await attempt("Mail", mailFinding), await attempt("Jobs", jobsFinding));
  const links = linkFinding();
  if (links) findings.push({ check: "Links in mails", ...links });
  return findings;
}

async function migrations(): Promise<Omit<Finding, "check">> {
  const { rows } = await ownerPool().query<{ name: string; isDone: boolean }>(
    `SELECT migration_name AS name, bool_or(finished_at IS NOT NULL AND rolled_back_at IS NULL) AS "isDone" FROM _prisma_migrations GROUP BY migration_name`,
  );
  const done = new Set(rows.filter(({ isDone }) => isDone).map(({ name }) => name));
  const open = [...new Set([...rows.map(({ name }) => name), ...shipped()])].filter((name) => !done.has(name)).sort();
  const found = `${done.size} applied${open.length > 0 ? `, not ${open.join(", ")}` : ""}`;
  return { isFine: done.size > 0 && open.length === 0, found, mend: "Run npm start, which applies them." };
}

const folder = "prisma/migrations";

/** The migrations that this program brings; none known where it runs without its sources. */
const shipped = (): string[] =>
  existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])) : [];

async function attempt(check: string, look: () => Promise<Omit<Finding, "check">>): Promise<Finding> {
  try {
    return { check, ...(await look()) };
  } catch (error) {
    return { check, isFine: false, found: (error as Error).message, mend: "Is the database running, and does DATABASE_URL name it?" };
  }
}

/** Makes the access projection anew from its sources. */
export async function rebuildProjection(): Promise<void> {
  await ownerPool().query("SELECT rebuild_projection()");
}
