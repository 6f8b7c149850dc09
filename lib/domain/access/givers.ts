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
import { homesAround } from "./homes";

/** Who could give what is missing: at most five by name, nearest first, how many more, and the words for when nobody may be named. */
export type Givers = { people: { id: number; name: string }[]; more: number; otherwise: string };

const mostNamed = 5;

const administratorOf = ({ homeName }: ViewerFacts) => t("an administrator of {organization}", { organization: homeName });

/**
 * People who could give this person the permission on the record: those with grants.give at the person's home who hold the permission on
 * the record themselves. Named are only those whom the viewer may list; that there are others is not told.
 */
export async function giversOf(viewer: Viewer, { facts, permission, record }: { facts: ViewerFacts; permission: Permission; record: FoundRecord }): Promise<Givers> {
  const on = pool();
  const [[home], giving, holding] = await Promise.all([
    findRecords(on, [{ type: "organization", id: homeOf(facts) }]),
    openHomes(on, viewer, homeOf(facts), "grants.give"),
    openHomes(on, viewer, record.organizationId, permission),
  ]);
  const otherwise = administratorOf(facts);
  if (!home) return { people: [], more: 0, otherwise };
  const told = giving.filter((id) => holding.includes(id));
  if (told.length === 0) return { people: [], more: 0, otherwise };
  // Few hold both: each is looked up by number, where the planner would read everybody at home there.
  const found = await rows<{ id: number; name: string; count: number }>(
    on,
    sql`SELECT u.id, u.name, count(*) OVER ()::int AS count FROM (
        SELECT user_id FROM ${holdingOf({ permission: "grants.give", record: home, homes: told })} a
        INTERSECT SELECT user_id FROM ${holdingOf({ permission, record, homes: told })} b) h
      CROSS JOIN LATERAL (SELECT * FROM users WHERE id = h.user_id OFFSET 0) u
      WHERE ${mayAct(sql`u`, { permission: "grants.give", homes: told })} AND u.id <> ${facts.userId}
      ORDER BY array_position(${told}::int[], u.organization_id), u.name, u.id LIMIT ${mostNamed}`,
  );
  return { people: found.map(({ id, name }) => ({ id, name })), more: Math.max(0, (found[0]?.count ?? 0) - found.length), otherwise };
}

/** Homes from which the permission reaches the record and whose people the viewer may list. */
async function openHomes(on: Queryable, viewer: Viewer, organizationId: number, permission: Permission): Promise<number[]> {
  const homes = await homesAround(on, organizationId, permission);
  return homes.filter(({ isOpen, scopes }) => isOpen && allowed(viewer.access, "users.list", scopes)).map(({ id }) => id);
}

/** Who could give somebody a permission that they hold nowhere, asked for their own home. */
export async function giversToPerson(viewer: Viewer, facts: ViewerFacts, permission: Permission): Promise<Givers> {
  const [record] = await findRecords(pool(), [{ type: "organization", id: homeOf(facts) }]);
  if (!record) return { people: [], more: 0, otherwise: administratorOf(facts) };
  return giversOf(viewer, { facts, permission, record });
}

/** The same for the viewer. */
export const giversToViewer = (viewer: Viewer, permission: Permission): Promise<Givers> => giversToPerson(viewer, viewer.facts, permission);
