import "server-only";
import sql from "sql-template-tag";
import { allowed } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import { homeOf, type Viewer, type ViewerFacts } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { rows, type Queryable } from "../../platform/db/connect";
import { t } from "../../shared/language/text";
import { findRecords, type FoundRecord } from "./find-records";
import { holdingOf, mayAct } from "./holders";
import { homesAround, type Home } from "./homes";

/** Who could give what is missing: at most five by name, nearest first, how many more, and the words for when nobody may be named. */
export type Givers = { people: { id: number; name: string }[]; more: number; otherwise: string };

const mostNamed = 5;

/**
 * People who could give this person the permission on the record: those with grants.give at the person's home who hold the permission on
 * the record themselves. Named are only those whom the viewer may list; of the others is told at which organization, on the way up from
 * the person's home, the nearest of them is.
 */
export async function giversOf(viewer: Viewer, { facts, permission, record }: { facts: ViewerFacts; permission: Permission; record: FoundRecord }): Promise<Givers> {
  const on = pool();
  const [[home], giving, holding] = await Promise.all([
    findRecords(on, [{ type: "organization", id: homeOf(facts) }]),
    homesAround(on, homeOf(facts), "grants.give"),
    homesAround(on, record.organizationId, permission),
  ]);
  const open = giving.filter(({ id, isOpen }) => isOpen && holding.some((other) => other.isOpen && other.id === id));
  if (!home || open.length === 0) return { people: [], more: 0, otherwise: administratorOf(facts.homeName) };
  const told = open.filter(({ scopes }) => allowed(viewer.access, "users.list", scopes));
  const asked = { permission, record, home, except: facts.userId };
  const found = told.length === 0 ? [] : await ableAt(on, { ...asked, homes: told, most: mostNamed });
  const nearest = found.length > 0 ? null : (await ableAt(on, { ...asked, homes: open, most: 1 }))[0];
  const place = open.find(({ id }) => id === nearest?.organizationId);
  return { people: found.map(({ id, name }) => ({ id, name })), more: Math.max(0, (found[0]?.count ?? 0) - found.length), otherwise: administratorOf(place?.name ?? facts.homeName) };
}

const administratorOf = (name: string) => t("an administrator of {name}", { name });

type Asked = { permission: Permission; record: FoundRecord; home: FoundRecord; except: number; homes: readonly Home[]; most: number };
type Able = { id: number; name: string; organizationId: number; count: number };

/** Who at these organizations may give access at the home and holds the permission on the record, nearest first. */
function ableAt(on: Queryable, { permission, record, home, except, homes, most }: Asked): Promise<Able[]> {
  const ids = homes.map(({ id }) => id);
  // Few hold both: each is looked up by number, where the planner would read everybody at home there.
  return rows<Able>(
    on,
    sql`SELECT u.id, u.name, u.organization_id AS "organizationId", count(*) OVER ()::int AS count FROM (
        SELECT user_id FROM ${holdingOf({ permission: "grants.give", record: home, homes: ids })} a
        INTERSECT SELECT user_id FROM ${holdingOf({ permission, record, homes: ids })} b) h
      CROSS JOIN LATERAL (SELECT * FROM users WHERE id = h.user_id OFFSET 0) u
      WHERE ${mayAct(sql`u`, { permission: "grants.give", homes: ids })} AND u.id <> ${except}
      ORDER BY array_position(${ids}::int[], u.organization_id), u.name, u.id LIMIT ${most}`,
  );
}

/** Who could give somebody a permission that they hold nowhere, asked for their own home. */
export async function giversToPerson(viewer: Viewer, facts: ViewerFacts, permission: Permission): Promise<Givers> {
  const [record] = await findRecords(pool(), [{ type: "organization", id: homeOf(facts) }]);
  if (!record) return { people: [], more: 0, otherwise: administratorOf(facts.homeName) };
  return giversOf(viewer, { facts, permission, record });
}

/** The same for the viewer. */
export const giversToViewer = (viewer: Viewer, permission: Permission): Promise<Givers> => giversToPerson(viewer, viewer.facts, permission);
