import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { can, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { minutesFromNow, now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { formatDate } from "../../shared/dates";
import { endsSoonDays, quietDays } from "../../shared/horizons";
import { t } from "../../shared/language/text";
import type { Total } from "../../shared/page";
import { roleText } from "../../shared/ready-roles";
import { visibleGrants } from "../grants/list";
import { visibleOnboardings } from "../onboarding/list";
import { clonedColumns, clonesJoined, lineageOf, type Cloned } from "../roles/lineage";
import { today } from "../tasks/list";

/** What waits for somebody: how many, and the first by name. */
export type Waiting = { total: Total; first: { id: number; name: string; note: string | null }[] };
type Row = { id: number; name: string; note: string | null; until?: Date };

const few = 3;
const mostCounted = 100;

/** The first and the number of rows `r` of a statement, which is read no further than a hundred rows. */
async function waitingIn(statement: Sql): Promise<Waiting> {
  const found = await rows<Row>(pool(), sql`SELECT * FROM (${statement} LIMIT ${mostCounted + 1}) r`);
  const total = { count: Math.min(found.length, mostCounted), exact: found.length <= mostCounted };
  return { total, first: found.slice(0, few).map(({ id, name, note, until }) => ({ id, name, note: until && note ? t("{role}, until {day}", { role: roleText(note), day: formatDate(until.getTime() - 1) }) : note })) };
}

const ifHeld = (viewer: Viewer, permission: Permission, statement: () => Sql): Promise<Waiting | null> => (can(viewer, permission) ? waitingIn(statement()) : Promise.resolve(null));

const days = (count: number) => minutesFromNow(count * 24 * 60);

/** People whose first steps have stalled, the longest first. */
const stalled = (viewer: Viewer) =>
  ifHeld(
    viewer,
    "organizations.view",
    () => sql`SELECT b.id, u.name, o.name AS note FROM onboardings b JOIN users u ON u.id = b.user_id JOIN organizations o ON o.id = u.organization_id
      WHERE b.due_order COLLATE "C" < '0' || lpad((${today()}::date - DATE '0001-01-01')::text, 7, '0') AND b.next_due IS NOT NULL
        AND b.user_id <> ${viewer.facts.userId} AND ${visibleOnboardings(viewer)} ORDER BY b.due_order COLLATE "C", b.id`,
  );

/** Access that ends within the next days, the next to end first. */
const ending = (viewer: Viewer) =>
  ifHeld(
    viewer,
    "grants.list",
    () => sql`SELECT g.id, coalesce(u.name, m.name) AS name, r.name AS note, g.valid_until AS until
      FROM grants g JOIN roles r ON r.id = g.role_id LEFT JOIN users u ON u.id = g.user_id LEFT JOIN groups m ON m.id = g.group_id
      WHERE g.valid_until > ${now()}::timestamptz AND g.valid_until <= ${days(endsSoonDays)}::timestamptz AND ${visibleGrants(viewer)} ORDER BY g.valid_until, g.id`,
  );

/** People who were invited and have not come, the longest first. */
const invited = (viewer: Viewer) =>
  ifHeld(
    viewer,
    "users.invite",
    () => sql`SELECT u.id, u.name, o.name AS note FROM users u JOIN organizations o ON o.id = u.organization_id
      WHERE u.status = 'invited' AND ${organizationFilter(scopesOf(viewer.access, "users.invite"), sql`u.organization_id`)}
        AND ${organizationFilter(scopesOf(viewer.access, "users.list"), sql`u.organization_id`)} ORDER BY u.created_at, u.id`,
  );

/** Clones whose template has a version that proposes something and that nobody has decided on, where the viewer decides. */
async function proposals(viewer: Viewer): Promise<Waiting | null> {
  if (!can(viewer, "roles.publish")) return null;
  const found = await rows<Cloned & { name: string }>(
    pool(),
    sql`SELECT ${clonedColumns}, r.name FROM ${clonesJoined(viewer)}
      WHERE r.archived_at IS NULL AND t.is_template AND t.archived_at IS NULL AND latest.number > base.number AND coalesce(r.declined_version, 0) <> latest.number
        AND ${organizationFilter(scopesOf(viewer.access, "roles.publish"), sql`r.organization_id`)} ORDER BY r.id LIMIT ${mostCounted + 1}`,
  );
  const open = found.filter((clone) => lineageOf(clone).proposal.length > 0);
  const first = open.slice(0, few).map(({ id, name, templateName, latest }) => ({ id, name, note: t("{templateName}, version {latest}", { templateName: roleText(templateName), latest }) }));
  return { total: { count: Math.min(open.length, mostCounted), exact: open.length <= mostCounted }, first };
}

/** People who may sign in and have not for long: doors that nobody watches. */
const quiet = (viewer: Viewer) =>
  ifHeld(
    viewer,
    "users.deactivate",
    () => sql`SELECT u.id, u.name, o.name AS note FROM users u JOIN organizations o ON o.id = u.organization_id
      WHERE u.status = 'active' AND coalesce(u.last_sign_in_at, u.created_at) < ${days(-quietDays)}::timestamptz
        AND ${organizationFilter(scopesOf(viewer.access, "users.deactivate"), sql`u.organization_id`)} ORDER BY coalesce(u.last_sign_in_at, u.created_at), u.id`,
  );

/** All that waits for the viewer in their scopes; null what is none of their business. */
export type AllWaiting = Record<"stalled" | "ending" | "invited" | "proposals" | "quiet", Waiting | null>;

/** Each is asked for where the permission to act upon it is held, and read no further than a hundred rows. */
export async function waitingFor(viewer: Viewer): Promise<AllWaiting> {
  const [one, two, three, four, five] = await Promise.all([stalled(viewer), ending(viewer), invited(viewer), proposals(viewer), quiet(viewer)]);
  return { stalled: one, ending: two, invited: three, proposals: four, quiet: five };
}

/** How many partners, people and people being brought on there are, as far as the viewer may list them; null what they may not. */
export type Figures = { partners: Total | null; people: Total | null; onboarding: Total | null };

const mostFigures = 10_000;

async function counted(statement: Sql): Promise<Total> {
  const { count } = (await firstRow<{ count: number }>(pool(), sql`SELECT count(*)::int AS count FROM (${statement} LIMIT ${mostFigures + 1}) n`))!;
  return { count: Math.min(count, mostFigures), exact: count <= mostFigures };
}

/** Key figures of the viewer's scopes, each the number of rows of the list behind it. */
export async function figuresFor(viewer: Viewer): Promise<Figures> {
  const inScope = (permission: Permission, column: Sql) => organizationFilter(scopesOf(viewer.access, permission), column);
  const ask = (permission: Permission, statement: Sql) => (can(viewer, permission) ? counted(statement) : Promise.resolve(null));
  const [partners, people, onboarding] = await Promise.all([
    ask("organizations.list", sql`SELECT 1 FROM organizations o WHERE ${inScope("organizations.list", sql`o.id`)}`),
    ask("users.list", sql`SELECT 1 FROM users u WHERE ${inScope("users.list", sql`u.organization_id`)}`),
    ask("organizations.view", sql`SELECT 1 FROM onboardings b JOIN users u ON u.id = b.user_id WHERE b.done_count < b.step_count AND ${visibleOnboardings(viewer)}`),
  ]);
  return { partners, people, onboarding };
}
