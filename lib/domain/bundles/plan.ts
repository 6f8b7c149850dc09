import "server-only";
import type pg from "pg";
import { stamp, type KindPlan, type ListField } from "./kind-plan";
import { kindPlans, planOf } from "./kinds";

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Gives every staged record its id, the one it has or a new one, so that records can name each other in any order. */
export async function numberRecords(client: pg.ClientBase): Promise<void> {
  await client.query(`CREATE TEMP TABLE ids (kind text COLLATE "C", key text COLLATE "C", n int, id int, is_new boolean) ON COMMIT DROP`);
  for (const { kind, table, key } of kindPlans) {
    await client.query(
      `INSERT INTO ids SELECT '${kind}', s.key, s.n, coalesce(t.id, nextval(pg_get_serial_sequence('${table}', 'id')))::int, t.id IS NULL
       FROM staged s LEFT JOIN ${table} t ON t.${key} = s.key WHERE s.kind = '${kind}' ORDER BY s.n`,
    );
  }
  await client.query("ALTER TABLE ids ADD PRIMARY KEY (kind, key)");
  await client.query("CREATE INDEX ON ids (n)");
  await client.query("ANALYZE ids");
  await client.query(valuesOfLists);
  await client.query("ALTER TABLE list_values ADD PRIMARY KEY (n, name)");
}

const found = (kind: string, key: string) => {
  const { table, key: column } = planOf(kind as KindPlan["kind"]);
  return `coalesce((SELECT i.id FROM ids i WHERE i.kind = '${kind}' AND i.key = ${key}), (SELECT x.id FROM ${table} x WHERE x.${column} = ${key}))`;
};

const entryOf: Record<string, string> = {
  members: `jsonb_build_object('userId', l.id, 'from', l.entry->'from', 'until', l.entry->'until')`,
  // An enrolment that does not say when it began keeps its beginning, or begins now; one that is over by now began the day before it ended.
  enrollments: `jsonb_build_object('organizationId', l.id,
    'from', coalesce(nullif(l.entry->'from', 'null'), to_jsonb(coalesce(${stamp("was.valid_from")},
      CASE WHEN (l.entry->>'until')::timestamptz <= now() THEN ${stamp("((l.entry->>'until')::timestamptz - interval '1 day')")} END, ${stamp("now()")}))),
    'until', CASE WHEN l.entry ? 'until' THEN l.entry->'until' ELSE to_jsonb(${stamp("was.valid_until")}) END,
    'tier', CASE WHEN l.entry ? 'tier' THEN l.entry->'tier' ELSE to_jsonb(was.tier) END)`,
};

/** Each list of a line as one JSON value in the order of ids, the way the stored list reads too. */
const valuesOfLists = `
  CREATE TEMP TABLE list_values ON COMMIT DROP AS
  WITH resolved AS (${kindPlans
    .flatMap(({ kind, lists }) => lists.filter(({ field }) => field !== "").map((list) => resolvedList(kind, list)))
    .join(" UNION ALL ")})
  SELECT n, name, jsonb_agg(value ORDER BY id) AS value FROM resolved GROUP BY n, name`;

function resolvedList(kind: string, { name, target }: ListField): string {
  const was = name === "enrollments" ? `LEFT JOIN ids self ON self.n = l.n LEFT JOIN enrollments was ON was.program_id = self.id AND was.organization_id = l.id` : "";
  return `SELECT l.n, l.name, l.id, ${entryOf[name] ?? "to_jsonb(l.id)"} AS value
    FROM (SELECT e.n, e.name, e.entry, ${found(target, "e.ref")} AS id FROM listed e WHERE e.kind = '${kind}' AND e.name = ${quoted(name)}) l ${was}`;
}

/** Row `t` of the kind's table as one JSON object, in the log's words. */
function imageOf({ columns, lists, parts = [] }: KindPlan): string {
  const plain = columns.map(([column, field, type]) => `${quoted(field)}, ${type === "timestamptz" ? stamp(`t.${column}`) : `t.${column}`}`);
  const listed = [...lists, ...parts].flatMap(({ field, image }) => (image ? [`${quoted(field)}, ${image}`] : []));
  return `jsonb_build_object(${[...plain, ...listed].join(", ")})`;
}

/** What staged row `s` says, in the log's words with ids for keys; what it does not mention is not in it. */
function givenBy({ references, lists, sets = [], parts = [] }: KindPlan): string {
  const fields = [...new Set(references.map(([, field]) => field))];
  const byReference = fields.map((field) => {
    const names = references.filter(([, other]) => other === field);
    const ids = names.map(([name, , target]) => `CASE WHEN s.refs->>${quoted(name)} IS NOT NULL THEN ${found(target, `(s.refs->>${quoted(name)})`)} END`);
    return `CASE WHEN s.refs ?| ARRAY[${names.map(([name]) => quoted(name)).join()}] THEN jsonb_build_object(${quoted(field)}, coalesce(${ids.join(", ")})) ELSE '{}' END`;
  });
  const byList = lists
    .filter(({ field }) => field !== "")
    .map(({ name, field }) => {
      const value = `coalesce((SELECT v.value FROM list_values v WHERE v.n = s.n AND v.name = ${quoted(name)}), '[]')`;
      return `CASE WHEN s.lists ? ${quoted(name)} THEN jsonb_build_object(${quoted(field)}, ${value}) ELSE '{}' END`;
    });
  const said = ["s.fields", ...byReference, ...byList].join(" || ");
  return parts.reduce(sameSets, sets.reduce(sameSet, said));
}

/** A set in another order is the same set: the stored order stays. */
const sameSet = (partial: string, field: string) => `(SELECT CASE WHEN old.image->'${field}' @> (g.said->'${field}') AND (g.said->'${field}') @> (old.image->'${field}')
  THEN g.said || jsonb_build_object('${field}', old.image->'${field}') ELSE g.said END FROM (SELECT ${partial} AS said) g)`;

/** The same for the sets inside the entries of a part. */
const sameSets = (partial: string, { field, by, set }: NonNullable<KindPlan["parts"]>[number]) => `(SELECT CASE WHEN g.said ? '${field}' THEN g.said || jsonb_build_object('${field}',
    (SELECT coalesce(jsonb_agg(CASE WHEN w.entry - '${set}' = e.entry - '${set}' AND w.entry->'${set}' @> (e.entry->'${set}') AND e.entry->'${set}' @> (w.entry->'${set}')
      THEN w.entry ELSE e.entry END ORDER BY e.at), '[]') FROM jsonb_array_elements(g.said->'${field}') WITH ORDINALITY e(entry, at)
      LEFT JOIN jsonb_array_elements(old.image->'${field}') w(entry) ON w.entry->'${by}' = e.entry->'${by}')) ELSE g.said END FROM (SELECT ${partial} AS said) g)`;

/**
 * Fills the temporary table `plan` with the records of this kind that are to be created or changed, as they were and as they will be;
 * `part` narrows it to some of the staged lines. Answers how many of each there are.
 */
export async function planKind(client: pg.ClientBase, kind: KindPlan, part = "true"): Promise<{ created: number; changed: number }> {
  await client.query("CREATE TEMP TABLE IF NOT EXISTS plan (n int, id int, is_new boolean, old jsonb, new jsonb, secret text) ON COMMIT DROP");
  await client.query("TRUNCATE plan");
  await client.query(
    `INSERT INTO plan SELECT * FROM (
       SELECT s.n, i.id, i.is_new, old.image AS old,
         CASE WHEN i.is_new THEN ${emptyImage(kind)} || ${kind.fresh ?? "'{}'"} ELSE old.image END || ${givenBy(kind)} AS new,
         CASE WHEN ${kind.kind === "user" ? "t.password_hash IS NULL" : "false"} THEN s.secret END AS secret
       FROM staged s JOIN ids i ON i.kind = s.kind AND i.key = s.key LEFT JOIN ${kind.table} t ON t.id = i.id
         LEFT JOIN LATERAL (SELECT ${imageOf(kind)} AS image WHERE t.id IS NOT NULL) old ON true
       WHERE s.kind = '${kind.kind}' AND ${part}) p
     WHERE p.is_new OR p.secret IS NOT NULL OR p.old <> p.new`,
  );
  await client.query("ANALYZE plan");
  const { rows } = await client.query<{ created: number; changed: number }>(
    "SELECT count(*) FILTER (WHERE is_new)::int AS created, count(*) FILTER (WHERE NOT is_new)::int AS changed FROM plan",
  );
  return rows[0]!;
}

/** All fields of a new record, empty, so that creations read alike in the log. */
function emptyImage({ columns, lists, parts = [] }: KindPlan): string {
  const values = columns.map(([, field]) => [field, null]);
  const listed = [...lists, ...parts].flatMap(({ field, image }) => (image ? [[field, []]] : []));
  return `${quoted(JSON.stringify(Object.fromEntries([...values, ...listed])))}::jsonb`;
}
