import "server-only";
import type pg from "pg";
import type { KindPlan } from "./kind-plan";
import { kindPlans, planOf } from "./kinds";
import { mostProblems, type Problems } from "./problems";
import type { BundleFile } from "./stage";

/** Each finds lines that cannot stand; answers n, field and reason. */
type Check = { text: string; values?: unknown[] };

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
const noun: Record<string, string> = { organization: "organization", user: "user with the address", territory: "territory", program: "program", role: "role", group: "group", customer: "customer" };

const isStaged = (kind: string, key: string) => `EXISTS (SELECT 1 FROM staged x WHERE x.kind = '${kind}' AND x.key = ${key})`;
const isStored = ({ table, key: column }: KindPlan, key: string) => `EXISTS (SELECT 1 FROM ${table} x WHERE x.${column} = ${key})`;
const isMissing = (plan: KindPlan, key: string) => `NOT ${isStaged(plan.kind, key)} AND NOT ${isStored(plan, key)}`;

const duplicates: Check = {
  text: `SELECT n, 'key' AS field, format('The %s %s is given twice, first in line %s%s.', kind, to_json(key), first_line,
      CASE WHEN first_file <> file THEN ' of ' || ($1::text[])[first_file + 1] ELSE '' END) AS reason
    FROM (SELECT s.*, first_value(line) OVER w AS first_line, first_value(file) OVER w AS first_file, row_number() OVER w AS nth
      FROM staged s WINDOW w AS (PARTITION BY kind, key ORDER BY n)) d WHERE nth > 1`,
};

const missingReferences: Check[] = kindPlans.flatMap(({ kind, references }) =>
  references.map(([name, , target]) => ({
    text: `SELECT s.n, ${quoted(name)} AS field, format('There is no ${noun[target]} %s.', to_json(s.refs->>${quoted(name)})) AS reason FROM staged s
      WHERE s.kind = '${kind}' AND s.refs->>${quoted(name)} IS NOT NULL AND ${isMissing(planOf(target), `(s.refs->>${quoted(name)})`)}`,
  })),
);

const missingInLists: Check[] = kindPlans.flatMap(({ kind, lists }) =>
  lists.map(({ name, target }) => ({
    text: `SELECT l.n, format('%s.%s', l.name, l.position - 1) AS field, format('There is no ${noun[target]} %s.', to_json(l.ref)) AS reason FROM listed l
      WHERE l.kind = '${kind}' AND l.name = ${quoted(name)} AND ${isMissing(planOf(target), "l.ref")}`,
  })),
);

const listedTwice: Check = {
  text: `SELECT n, format('%s.%s', name, position - 1) AS field, format('%s is listed twice.', to_json(ref)) AS reason
    FROM (SELECT l.*, row_number() OVER (PARTITION BY n, name, ref ORDER BY position) AS nth FROM listed l WHERE name NOT LIKE 'rule.%') d WHERE nth > 1`,
};

/** Everything of a tree as it will stand, with the depth of what hangs below a root; what has none is in a circle. */
const treeText = (kind: "organization" | "territory", table: string) => `
  CREATE TEMP TABLE ${kind}_tree ON COMMIT DROP AS
  WITH RECURSIVE known AS (
    SELECT DISTINCT ON (s.key) s.key, CASE WHEN s.refs ? 'parent' THEN s.refs->>'parent' ELSE p.key END AS parent
      FROM staged s LEFT JOIN ${table} t ON t.key = s.key LEFT JOIN ${table} p ON p.id = t.parent_id WHERE s.kind = '${kind}'
    UNION ALL
    SELECT t.key, p.key FROM ${table} t LEFT JOIN ${table} p ON p.id = t.parent_id WHERE NOT ${isStaged(kind, "t.key")}),
  placed AS (
    SELECT key, 0 AS depth FROM known WHERE parent IS NULL
    UNION ALL SELECT k.key, d.depth + 1 FROM placed d JOIN known k ON k.parent = d.key)
  SELECT k.key, k.parent, d.depth FROM known k LEFT JOIN placed d ON d.key = k.key`;

/** What hangs below something that is missing is not in a circle: that was said already. */
const circleOf = (kind: "organization" | "territory", noun: string): Check => ({
  text: `WITH RECURSIVE lost AS (
      SELECT t.key FROM ${kind}_tree t WHERE t.depth IS NULL AND NOT EXISTS (SELECT 1 FROM ${kind}_tree p WHERE p.key = t.parent)
      UNION SELECT t.key FROM lost l JOIN ${kind}_tree t ON t.parent = l.key)
    SELECT s.n, 'parent' AS field, '${noun} cannot stand below itself.' AS reason FROM staged s JOIN ${kind}_tree t ON t.key = s.key
      WHERE s.kind = '${kind}' AND t.depth IS NULL AND NOT s.is_bad AND t.key NOT IN (SELECT key FROM lost)`,
});

const roots: Check = {
  text: `SELECT s.n, 'parent' AS field, CASE WHEN t.parent IS NULL
        THEN format('There is one operator, %s. Every other organization names its parent.', to_json(r.key))
        ELSE 'This is the operator, which stands above all others.' END AS reason
    FROM staged s JOIN organization_tree t ON t.key = s.key
      CROSS JOIN LATERAL (SELECT coalesce((SELECT o.key FROM organizations o WHERE o.parent_id IS NULL),
        (SELECT x.key FROM organization_tree y JOIN staged x ON x.kind = 'organization' AND x.key = y.key WHERE y.parent IS NULL AND NOT x.is_bad ORDER BY x.n LIMIT 1)) AS key) r
    WHERE s.kind = 'organization' AND NOT s.is_bad AND (t.parent IS NULL) <> (s.key = r.key)`,
};

const operatorStays: Check = {
  text: `SELECT s.n, 'status' AS field, 'The operator cannot be deactivated.' AS reason FROM staged s JOIN organization_tree t ON t.key = s.key
    WHERE s.kind = 'organization' AND t.parent IS NULL AND s.fields->>'status' = 'deactivated'`,
};

/** Names are unique within their organization, as it will stand. */
const names = (kind: "role" | "group", table: string): Check => ({
  text: `SELECT n, 'name' AS field, format('Another ${kind} of this organization is called %s already.', to_json(name)) AS reason FROM (
      SELECT a.*, count(*) OVER (PARTITION BY home, name) AS amount, row_number() OVER (PARTITION BY home, name ORDER BY n NULLS FIRST) AS nth FROM (
        SELECT s.n, s.refs->>'organization' AS home, s.fields->>'name' AS name FROM staged s WHERE s.kind = '${kind}' AND NOT s.is_bad
        UNION ALL
        SELECT NULL, o.key, t.name FROM ${table} t JOIN organizations o ON o.id = t.organization_id WHERE NOT ${isStaged(kind, "t.key")}) a) d
    WHERE amount > 1 AND nth > 1 AND n IS NOT NULL`,
});

/** Groups left over when every group without groups inside it, and then every one that is in none, is taken away again and again. */
async function findGroupCircles(client: pg.ClientBase): Promise<void> {
  await client.query(`CREATE TEMP TABLE circle ON COMMIT DROP AS
    SELECT s.key AS outer_key, l.ref AS inner_key FROM staged s JOIN listed l ON l.n = s.n AND l.name = 'groups'
    UNION
    SELECT g.key, m.key FROM group_nestings e JOIN groups g ON g.id = e.group_id JOIN groups m ON m.id = e.member_id
      WHERE NOT EXISTS (SELECT 1 FROM staged x WHERE x.kind = 'group' AND x.key = g.key AND x.lists ? 'groups')`);
  const take = async (text: string) => {
    for (let left = 1; left > 0; ) left = (await client.query(text)).rowCount ?? 0;
  };
  await take("DELETE FROM circle c WHERE NOT EXISTS (SELECT 1 FROM circle x WHERE x.outer_key = c.inner_key)");
  await take("DELETE FROM circle c WHERE NOT EXISTS (SELECT 1 FROM circle x WHERE x.inner_key = c.outer_key)");
}

const groupCircles: Check = {
  text: `SELECT s.n, 'groups' AS field, format('A group cannot be inside itself; the circle goes through %s.', string_agg(to_json(c.inner_key)::text, ', ' ORDER BY c.inner_key)) AS reason
    FROM staged s JOIN circle c ON c.outer_key = s.key WHERE s.kind = 'group' AND s.lists ? 'groups' GROUP BY s.n`,
};

const told = (moment: string) => `to_char(${moment} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** A line that gives one end of a window keeps the other as it is stored, and the two must agree. Ends that are both given were compared before. */
const windowAgrees = (windows: string): Check => ({
  text: `SELECT n, place || CASE WHEN keeps_from THEN 'until' ELSE 'from' END AS field, CASE WHEN keeps_from
      THEN format('It must be later than from, which is %s.', ${told("begins")}) ELSE format('It must be earlier than until, which is %s.', ${told("ends")}) END AS reason
    FROM (${windows}) w WHERE begins >= ends`,
});

const grantWindows = windowAgrees(`SELECT s.n, '' AS place, NOT s.fields ? 'from' AS keeps_from,
    CASE WHEN s.fields ? 'from' THEN (s.fields->>'from')::timestamptz ELSE g.valid_from END AS begins,
    CASE WHEN s.fields ? 'until' THEN (s.fields->>'until')::timestamptz ELSE g.valid_until END AS ends
  FROM staged s JOIN grants g ON g.key = s.key WHERE s.kind = 'grant' AND NOT s.is_bad AND (s.fields ? 'from') <> (s.fields ? 'until')`);

const enrollmentWindows = windowAgrees(`SELECT s.n, format('enrollments.%s.', l.position - 1) AS place, l.entry->>'from' IS NULL AS keeps_from,
    coalesce((l.entry->>'from')::timestamptz, e.valid_from) AS begins, CASE WHEN l.entry ? 'until' THEN (l.entry->>'until')::timestamptz ELSE e.valid_until END AS ends
  FROM staged s JOIN listed l ON l.n = s.n AND l.name = 'enrollments' JOIN programs p ON p.key = s.key JOIN organizations o ON o.key = l.ref
    JOIN enrollments e ON e.program_id = p.id AND e.organization_id = o.id WHERE s.kind = 'program' AND NOT s.is_bad`);

const expandLists = `
  CREATE TEMP TABLE listed ON COMMIT DROP AS
  SELECT s.n, s.kind, f.key COLLATE "C" AS name, e.position::int, (e.entry->>'ref') COLLATE "C" AS ref, e.entry
  FROM staged s CROSS JOIN LATERAL jsonb_each(s.lists) f CROSS JOIN LATERAL jsonb_array_elements(f.value) WITH ORDINALITY e(entry, position)`;

/** Checks the staged lines against each other and against what is stored; everything found goes to `problems`. */
export async function checkBundle(client: pg.ClientBase, files: readonly BundleFile[], problems: Problems): Promise<void> {
  await client.query(expandLists);
  await client.query("ANALYZE listed");
  await client.query(treeText("organization", "organizations"));
  await client.query(treeText("territory", "territories"));
  await findGroupCircles(client);
  const all: Check[] = [
    { ...duplicates, values: [files.map(({ name }) => name)] },
    ...missingReferences,
    ...missingInLists,
    listedTwice,
    circleOf("organization", "An organization"),
    circleOf("territory", "A territory"),
    roots,
    operatorStays,
    names("role", "roles"),
    names("group", "groups"),
    groupCircles,
    grantWindows,
    enrollmentWindows,
  ];
  for (const check of all) await run(client, check, files, problems);
}

type Found = { file: number; line: number; field: string; reason: string; total: number };

async function run(client: pg.ClientBase, { text, values = [] }: Check, files: readonly BundleFile[], problems: Problems): Promise<void> {
  const { rows } = await client.query<Found>(
    `SELECT s.file, s.line, c.field, c.reason, count(*) OVER ()::int AS total FROM (${text}) c JOIN staged s USING (n) ORDER BY s.n LIMIT ${mostProblems}`,
    values,
  );
  for (const { file, line, field, reason } of rows) problems.add({ file: files[file]!.name, line, field, reason });
  problems.total += (rows[0]?.total ?? 0) - rows.length;
}
