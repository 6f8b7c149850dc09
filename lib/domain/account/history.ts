import "server-only";
import sql, { raw, type Sql } from "sql-template-tag";
import { authorizeSelf, scopesOf } from "../../access/decide";
import { customerFilter } from "../../access/filter";
import { homeOf, type Viewer } from "../../access/viewer";
import { firstRow, rows, type Queryable } from "../../platform/db/connect";
import { deviceName } from "../../shared/device-name";
import { t } from "../../shared/language/text";
import type { Page } from "../../shared/page";
import { read } from "../access/change";
import { changesIn, type Change } from "../activity/changes";
import { cursorOf } from "../activity/cursor";
import { deedOf, recordNameInWords, recordWord, triedDeed, wayOf } from "../activity/words";
import type { OwnActivityList } from "./schema";

type Fields = Record<string, unknown>;
type Row = { id: number; at: Date; via: string | null; viewingAsName: string | null; action: string; outcome: string; recordType: string; recordName: string; isHidden: boolean; ip: string | null; device: string | null; before: Fields | null; after: Fields | null };

/** One thing that the person did, in words. */
export type OwnDeed = { id: number; at: Date; what: string; record: string; outcome: "done" | "refused"; from: string; device: string; changes: Change[] };

const mostCounted = 1000;

/** The names of what one may no longer see are not told again, though one saw them once. */
function isHidden({ facts, access }: Viewer): Sql {
  return sql`CASE WHEN a.customer_id IS NOT NULL THEN NOT EXISTS (SELECT 1 FROM customers c WHERE c.id = a.customer_id AND ${customerFilter(scopesOf(access, "customers.list"))})
    ELSE NOT (a.record_id IS NOT DISTINCT FROM ${facts.userId} AND a.record_type = 'user') AND a.organization_id IS NOT NULL
      AND NOT a.organization_id = ANY(${[...facts.homePath]}::int[])
      AND NOT EXISTS (SELECT 1 FROM organization_closure o WHERE o.ancestor_id = ${homeOf(facts)} AND o.organization_id = a.organization_id) END`;
}

const select = (viewer: Viewer, { where, order, limit }: { where: Sql; order: Sql; limit: number }) => sql`
  SELECT a.id, a.at, a.via, a.viewing_as_name AS "viewingAsName", a.action, a.outcome, a.record_type AS "recordType", a.record_name AS "recordName", ${isHidden(viewer)} AS "isHidden", a.ip, a.device, a.before, a.after
  FROM activities a WHERE a.actor_id = ${viewer.facts.userId} AND ${where} ORDER BY a.id ${order} LIMIT ${limit}`;

/** One page of what one did oneself, sign-ins included, newest first. */
export async function listOwnActivity(viewer: Viewer, list: OwnActivityList): Promise<Page<OwnDeed>> {
  authorizeSelf(viewer);
  const kind = list.filters.kind?.[0] === "sign-in" ? sql`a.action LIKE 'sign-in%'` : sql`true`;
  const isBackwards = list.before !== null;
  const cursor = cursorOf(list.after ?? list.before);
  const beyond = cursor === null ? sql`true` : isBackwards ? sql`a.id > ${cursor}` : sql`a.id < ${cursor}`;
  const asked = { where: sql`${kind} AND ${beyond}`, order: raw(isBackwards ? "ASC" : "DESC"), limit: list.limit + 1 };
  const [found, counted] = await read(viewer, async (on) => [
    await rows<Row>(on, select(viewer, asked)),
    await firstRow<{ count: number }>(on, sql`SELECT count(*)::int AS count FROM (SELECT 1 FROM activities a WHERE a.actor_id = ${viewer.facts.userId} AND ${kind} LIMIT ${mostCounted + 1}) k`),
  ] as const);
  const shown = found.slice(0, list.limit);
  if (isBackwards) shown.reverse();
  const deeds = await inWords(viewer, shown);
  const hasMore = found.length > list.limit;
  const id = (row: Row | undefined) => (row ? String(row.id) : null);
  const count = counted!.count;
  return {
    rows: deeds,
    next: isBackwards || hasMore ? id(shown.at(-1)) : null,
    previous: (isBackwards ? hasMore : list.after !== null) ? id(shown[0]) : null,
    total: count > mostCounted ? { count: mostCounted, exact: false } : { count, exact: true },
  };
}

function whatWas(deed: string, { via, viewingAsName }: Pick<Row, "via" | "viewingAsName">): string {
  if (viewingAsName !== null) return t("{deed}, viewing as {name}", { deed, name: viewingAsName });
  return via ? t("{deed}, via {via}", { deed, via: wayOf(via) }) : deed;
}

async function inWords(viewer: Viewer, found: readonly Row[]): Promise<OwnDeed[]> {
  const changes = await changesIn(viewer, found.map(({ isHidden, before, after }) => (isHidden ? { before: null, after: null } : { before, after })));
  return found.map(({ id, at, action, outcome, recordType, recordName, isHidden, ip, device, ...how }, place) => ({
    id,
    at,
    what: whatWas(outcome === "refused" ? triedDeed(action) : deedOf(action), how),
    record: isHidden ? t("a {recordType} you may no longer see", { recordType: recordWord(recordType) }) : recordType === "user" && action.startsWith("sign-in") ? "" : recordNameInWords({ recordType, recordName }),
    outcome: outcome === "refused" ? "refused" : "done",
    from: ip ?? "",
    device: device === null ? "" : deviceName(device),
    changes: changes[place]!,
  }));
}

/** The next thousand things that one did, oldest first, for a copy of one's data. */
export async function ownDeedsAfter(on: Queryable, viewer: Viewer, after: number): Promise<OwnDeed[]> {
  return inWords(viewer, await rows<Row>(on, select(viewer, { where: sql`a.id > ${after}`, order: raw("ASC"), limit: 1000 })));
}
