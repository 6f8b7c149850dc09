import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { effectsOn, type Way } from "../../../access/difference";
import { now } from "../../../platform/clock";
import { pool } from "../../../platform/db/client";
import { firstRow, rows, rowsPlanned, type Queryable, type Transaction } from "../../../platform/db/connect";

import { asQueryable } from "../facts-within";
import { Composer, organizationScopes, places, territoryScopes, type Moves, type Place } from "./structure";

/**
 * What a look rests on. It holds while the change number is the same, no customer was moved by a transaction that the snapshot had not
 * seen, and no grant, membership or account of those it is about begins or ends by the clock (milliseconds; null is never).
 */
export type Standing = { seq: number; snapshot: string; holdsUntil: number | null };

/** The transactions that can be seen now, in words of the database. */
export const readSnapshot = async (): Promise<string> => (await firstRow<{ snapshot: string }>(pool(), sql`SELECT pg_current_snapshot()::text AS snapshot`))!.snapshot;

/** True for rows of access_changes `c` that this transaction has written itself. */
const isOwnChange = sql`c.xmin::text::bigint = pg_current_xact_id()::text::bigint % 4294967296`;

/** How many changes of access this transaction has made, the change clock being its own since the first of them. */
export const ownChanges = sql`(SELECT count(*) FROM access_changes c WHERE ${isOwnChange})`;

const movedSince = (snapshot: string): Sql => sql`customer_moves m WHERE m.tx >= pg_snapshot_xmin(${snapshot}::pg_snapshot)::text::bigint
  AND NOT pg_visible_in_snapshot(m.tx::text::xid8, ${snapshot}::pg_snapshot) AND m.tx IS DISTINCT FROM pg_current_xact_id_if_assigned()::text::bigint`;

const isOver = ({ holdsUntil }: Pick<Standing, "holdsUntil">) => holdsUntil !== null && now().getTime() >= holdsUntil;

/** True while nothing at all has happened that could make a look another one. */
export async function stands(on: Queryable, standing: Standing): Promise<boolean> {
  if (isOver(standing)) return false;
  const { seq, snapshot } = standing;
  return (await firstRow<{ yes: boolean }>(on, sql`SELECT (SELECT seq FROM access_clock) = ${seq} AND NOT EXISTS (SELECT 1 FROM ${movedSince(snapshot)}) AS yes`))!.yes;
}

/** What is known about a change that is being saved: how records are judged, and what it moves itself. */
export type Known = { ways: readonly Way[]; moves: Moves };

/**
 * Asked inside the transaction of the save, which by then holds the change clock if it has changed any access itself: true while nothing
 * has happened that makes the look another one. A customer that others moved matters only if it is gained or lost otherwise than before.
 */
export async function standsWithin(tx: Transaction, standing: Standing, known: Known | null): Promise<boolean> {
  if (isOver(standing)) return false;
  const on = asQueryable(tx);
  const { seq, snapshot } = standing;
  const [changed] = await rows<{ any: boolean }>(on, sql`SELECT EXISTS (SELECT 1 FROM access_changes c WHERE c.seq > ${seq} AND NOT ${isOwnChange}) AS any`);
  if (changed!.any) return false;
  const moved = await rowsPlanned<Move>(
    on,
    sql`SELECT m.customer_id AS id, m.organization_id AS "organizationId", m.territory_id AS "territoryId", m.manager_id AS "managerId", m.is_archived AS "isArchived"
      FROM ${movedSince(snapshot)} LIMIT ${mostMoves + 1}`,
  );
  return moved.length === 0 || (known !== null && !(await isMattering(tx, moved, known)));
}

type Move = Omit<Place, "organizationId" | "lists"> & { organizationId: number | null };

const mostMoves = 50;

async function isMattering(tx: Transaction, moved: readonly Move[], { ways, moves }: Known): Promise<boolean> {
  const ids = new Set(moved.map(({ id }) => id));
  const isStructureMoving = moves.structure.organizations.size + moves.structure.territories.size > 0;
  if (moved.length > mostMoves || ids.has(0) || isStructureMoving || moves.touchedCustomers.some((id) => ids.has(id))) return true;
  const current = new Map((await seenWhole(tx, (on) => places(on, sql`SELECT unnest(${[...ids]}::int[])`))).map((place) => [place.id, place]));
  const wereAt = moved.map(({ organizationId, ...rest }): Place | null => (organizationId === null ? null : { ...rest, organizationId, lists: current.get(rest.id)?.lists ?? [] }));
  const stood = Map.groupBy([...wereAt.map((place, at) => ({ id: moved[at]!.id, place })), ...[...ids].map((id) => ({ id, place: current.get(id) ?? null }))], ({ id }) => id);
  const composer = await composerFor(asQueryable(tx), [...wereAt, ...current.values()]);
  return [...stood.values()].some((states) => isJudgedTwoWays(states.map(({ place }) => place), ways, composer));
}

/** True when some way gains or loses the customer at one of these places otherwise than at another. */
function isJudgedTwoWays(states: readonly (Place | null)[], ways: readonly Way[], composer: Composer): boolean {
  const scopes = states.map((place) => place && composer.of(place));
  return ways.some((way) => {
    if (way.unit !== "customer") return false;
    const effects = effectsOn(way, scopes).map((effect, at) => effect && `${effect} ${states[at]!.isArchived}`);
    return effects.some((effect) => effect !== effects[0]);
  });
}

async function composerFor(on: Queryable, some: readonly (Place | null)[]): Promise<Composer> {
  const organizations = [...new Set(some.flatMap((place) => place?.organizationId ?? []))];
  const territories = [...new Set(some.flatMap((place) => place?.territoryId ?? []))];
  return new Composer({ organizations: await organizationScopes(on, sql`SELECT unnest(${organizations}::int[])`), territories: await territoryScopes(on, territories) });
}

/** Reads with every customer in sight, whatever the wall of the transaction; it stands again afterwards. */
async function seenWhole<Value>(tx: Transaction, read: (on: Queryable) => Promise<Value>): Promise<Value> {
  const on = asQueryable(tx);
  const [wall] = await rows<{ all: string | null }>(on, sql`SELECT current_setting('portico.all', true) AS all`);
  await on.query({ text: "SELECT set_config('portico.all', 'on', true)", values: [] });
  const value = await read(on);
  await on.query({ text: "SELECT set_config('portico.all', $1, true)", values: [wall?.all ?? ""] });
  return value;
}
