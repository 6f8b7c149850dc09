import "server-only";
import type pg from "pg";
import type { KindPlan } from "./kind-plan";

const listText = (list: string, noun: string) =>
  `CASE WHEN jsonb_array_length(${list}) > 0 THEN ${noun} || (SELECT string_agg(e.id, ', ' ORDER BY e.id::int) FROM jsonb_array_elements_text(${list}) e(id)) END`;
const counted = (list: string) =>
  listText(list, `to_char(jsonb_array_length(${list}), 'FM999,999,999') || CASE WHEN jsonb_array_length(${list}) = 1 THEN ' customer: ' ELSE ' customers: ' END`);
const day = (moment: string) => `replace(${moment}, 'T00:00:00.000Z', '')`;

/** A grant as the log keeps it: one text for what can only change together (the twin of fieldsOf in lib/domain/grants/fields.ts). */
const grantFields = (image: string) => `(SELECT jsonb_build_object(
  'roleId', g->'roleId', 'level', g->'level', 'from', ${day("g->>'from'")}, 'until', ${day("g->>'until'")}, 'reason', g->'reason',
  'key', g->'key', 'userId', g->'userId', 'groupId', g->'groupId',
  'scope', CASE g->>'scopeKind' WHEN 'subtree' THEN format('organization %s and below', g->>'scopeRef') WHEN 'direct' THEN format('organization %s alone', g->>'scopeRef')
    WHEN 'territory' THEN 'territory ' || (g->>'scopeRef') WHEN 'program' THEN 'program ' || (g->>'scopeRef')
    WHEN 'customers' THEN coalesce(${counted("g->'customers'")}, '0 customers: ') ELSE g->>'scopeKind' END,
  'narrow', nullif(concat_ws('; ', 'territory ' || (g->>'narrowTerritoryId'), 'program ' || (g->>'narrowProgramId')), ''),
  'except', nullif(concat_ws('; ', ${listText("g->'exceptOrganizations'", "'organizations '")}, ${counted("g->'exceptCustomers'")}), ''))
  FROM (SELECT ${image} AS g) x)`;

const people = (more: string, less: string) => `(SELECT jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name) ORDER BY u.id) FROM users u
  WHERE u.id IN (SELECT (e->>'userId')::int FROM jsonb_array_elements(${more}) e EXCEPT SELECT (e->>'userId')::int FROM jsonb_array_elements(${less}) e))`;
const inside = (more: string, less: string) => `(SELECT jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) ORDER BY g.id) FROM groups g
  WHERE g.id IN (SELECT e::int FROM jsonb_array_elements_text(${more}) e EXCEPT SELECT e::int FROM jsonb_array_elements_text(${less}) e))`;

/** A group without its lists, and instead who came or went. */
const groupFields = (image: string, other: string, [joined, nested]: [string, string]) =>
  `jsonb_strip_nulls(jsonb_build_object('${joined}', ${people(`${image}->'members'`, `coalesce(${other}->'members', '[]')`)},
     '${nested}', ${inside(`${image}->'groups'`, `coalesce(${other}->'groups', '[]')`)})) || (${image} - '{members,groups}'::text[] - ${unlogged})`;

/** Since when a record is there its log row says by itself; the versions of a template have a page of their own. */
const unlogged = "'{createdAt,versions}'::text[]";

function imagesOf({ kind }: KindPlan): { was: string; now: string } {
  if (kind === "grant") return { was: grantFields("p.old"), now: grantFields("p.new") };
  if (kind === "group") {
    return { was: groupFields("p.old", "p.new", ["removed", "unnested"]), now: groupFields("p.new", "p.old", ["added", "nested"]) };
  }
  return { was: `(p.old - ${unlogged})`, now: `(p.new - ${unlogged})` };
}

const nameOf = ({ kind }: KindPlan) =>
  kind === "grant"
    ? `(SELECT format('%s for %s', o.name, coalesce((SELECT u.name FROM users u WHERE u.id = (p.new->>'userId')::int), (SELECT g.name FROM groups g WHERE g.id = (p.new->>'groupId')::int)))
        FROM roles o WHERE o.id = (p.new->>'roleId')::int)`
    : "p.new->>'name'";

const differing = (image: string, other: string) => `(SELECT coalesce(jsonb_object_agg(f.key, f.value), '{}') FROM jsonb_each(${image}) f WHERE ${other}->f.key IS DISTINCT FROM f.value)`;

/** Writes the log row of every planned record, in the transaction that writes the records. */
export async function logPlan(client: pg.ClientBase, kind: KindPlan): Promise<void> {
  const { was, now } = imagesOf(kind);
  const password = kind.kind === "user" ? `|| CASE WHEN l.secret IS NULL THEN '{}' ELSE '{"password": "set"}'::jsonb END` : "";
  await client.query(
    `INSERT INTO activities (actor_name, via, action, record_type, record_id, record_name, organization_id, customer_id, before, after)
     SELECT 'machine''s owner', 'portal import', CASE WHEN l.is_new THEN '${kind.created}' ELSE l.changed END, '${kind.recordType}', l.id, l.name, l.home,
       ${kind.kind === "customer" ? "l.id" : "NULL"},
       CASE WHEN NOT l.is_new THEN ${differing("l.was", "l.now")} END,
       (CASE WHEN l.is_new THEN l.now || '{"version": 1}' ELSE ${differing("l.now", "l.was")} || jsonb_build_object('version', l.version) END) ${password}
     FROM (SELECT p.n, p.id, p.is_new, p.secret, ${was} AS was, ${now} AS now, ${nameOf(kind)} AS name, ${kind.home} AS home, t.version,
         (SELECT ${kind.changed} FROM (SELECT p.old AS was, p.new AS now) c) AS changed
       FROM plan p JOIN ${kind.table} t ON t.id = p.id) l ORDER BY l.n`,
  );
}
