import "server-only";
import sql, { join, type Sql } from "sql-template-tag";
import type { Which } from "../../../access/difference";
import { scopesOf } from "../../../access/decide";
import type { Viewer } from "../../../access/viewer";
import { rows, type Queryable } from "../../../platform/db/connect";
import { read } from "../change";
import type { Difference } from "./difference";
import type { Origin } from "./entries";
import type { Ground } from "./records";

const [mostPlaces, sampled] = [100, 5];

export type Sample = { id: number; name: string };

/** A few customers that somebody gains, and a few that somebody loses, of those whom the viewer may see. */
export const samplesFor = (viewer: Viewer, difference: Difference): Promise<Record<Which, Sample[]>> =>
  read(viewer, async (on) => ({ gained: await sample(on, viewer, difference, "gained"), lost: await sample(on, viewer, difference, "lost") }));

async function sample(on: Queryable, viewer: Viewer, { grounds: { customer: ground }, outcomes }: Difference, which: Which): Promise<Sample[]> {
  const own = [...outcomes].filter(([{ unit }]) => unit === "customer");
  const isFar = own.some(([way]) => way.far === which);
  const chosen: Origin[] = [];
  for (const [, outcome] of own) {
    if (chosen.length >= mostPlaces) break;
    const inLists = outcome[which].filter((at) => ground.judge.records[at]!.records > 0);
    chosen.push(...inLists.slice(0, mostPlaces).map((at) => ground.origins[at]!));
  }
  const arms = armsOf(chosen, ground);
  // Who sees few customers would look through all of them for some in no scope that is mentioned.
  if (isFar && scopesOf(viewer.access, "customers.list")?.all) arms.push(far(ground));
  if (arms.length === 0) return [];
  const any = join(arms.map((arm) => sql`(SELECT c.id, c.name, c.sort_name FROM ${arm} AND c.state < 3 LIMIT ${sampled})`), " UNION ALL ");
  return rows<Sample>(on, sql`SELECT id, name FROM (SELECT DISTINCT * FROM (${any}) every_arm) found ORDER BY sort_name, id LIMIT ${sampled}`);
}

/** Where to find customers of these entries, one kind of entry after another. */
function armsOf(chosen: readonly Origin[], ground: Ground): Sql[] {
  const of = Map.groupBy(chosen, ({ kind }) => kind);
  const [ones, cells, homes, areas] = (["one", "cell", "organization", "territory"] as const).map((kind) => of.get(kind) ?? []);
  const arms: Sql[] = [];
  if (ones!.length > 0) arms.push(sql`customers c WHERE c.id = ANY(${ones!.map(({ customerId }) => customerId!)}::int[])`);
  if (cells!.length > 0) arms.push(sql`customers c WHERE (c.organization_id, c.territory_id) IN (${pairs(cells!)}) AND ${notAlone(ground)}`);
  if (homes!.length > 0) arms.push(sql`customers c WHERE c.organization_id = ANY(${homes!.map(({ organizationId }) => organizationId!)}::int[]) AND ${inNoEntry(ground)}`);
  if (areas!.length > 0) arms.push(sql`customers c WHERE c.territory_id = ANY(${areas!.map(({ territoryId }) => territoryId!)}::int[]) AND ${inNoEntry(ground)}`);
  return arms;
}

const pairs = (cells: readonly Origin[]) => sql`SELECT * FROM unnest(${cells.map(({ organizationId }) => organizationId!)}::int[], ${cells.map(({ territoryId }) => territoryId!)}::int[])`;
const notAlone = ({ alone }: Ground) => sql`c.id <> ALL(${alone.map(({ id }) => id)}::int[])`;
const inNoEntry = (ground: Ground) => sql`${notAlone(ground)} AND NOT EXISTS (SELECT 1 FROM (${pairs(ground.origins.filter(({ kind }) => kind === "cell"))}) p(organization_id, territory_id)
  WHERE p.organization_id = c.organization_id AND p.territory_id = c.territory_id)`;

function far(ground: Ground): Sql {
  const of = (kind: Origin["kind"]) => ground.origins.filter((origin) => origin.kind === kind);
  const territories = of("territory").map(({ territoryId }) => territoryId!);
  return sql`customers c WHERE c.organization_id <> ALL(${of("organization").map(({ organizationId }) => organizationId!)}::int[])
    AND c.territory_id = ANY(${territories}::int[]) IS NOT TRUE AND ${inNoEntry(ground)}`;
}
