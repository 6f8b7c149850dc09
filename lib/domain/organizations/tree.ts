import "server-only";
import sql from "sql-template-tag";
import { authorize, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";
import { childCount, stateOf } from "./list";
import type { OrganizationNode } from "./rows";

/** How many nodes a level shows; the rest is a list away. */
export const levelLimit = 100;
const mostOpen = 60;

type NodeRow = Omit<OrganizationNode, "children" | "hasMore"> & { parentId: number | null };

/**
 * The tree of partners that the viewer may list: the topmost ones, and the level below each node of `open`. One whose parent may not be
 * seen stands at the top.
 */
export async function organizationTree(viewer: Viewer, open: readonly number[]): Promise<{ nodes: OrganizationNode[]; hasMore: boolean }> {
  authorize(viewer, "organizations.list");
  const set = scopesOf(viewer.access, "organizations.list");
  const opened = [...new Set(open)].slice(0, mostOpen);
  const columns = sql`o.id, o.name, ${stateOf("o")} AS state, ${childCount("o", set)} AS "childCount"`;
  const order = sql`ORDER BY portico_fold(o.name) COLLATE "C", o.id LIMIT ${levelLimit + 1}`;
  const [tops, below] = await Promise.all([
    rows<NodeRow>(
      pool(),
      sql`SELECT ${columns}, NULL::int AS "parentId" FROM organizations o WHERE ${organizationFilter(set, sql`o.id`)}
        AND (o.parent_id IS NULL OR NOT ${organizationFilter(set, sql`o.parent_id`)}) ${order}`,
    ),
    rows<NodeRow>(
      pool(),
      sql`SELECT level.*, opened.id AS "parentId" FROM unnest(${opened}::int[]) AS opened(id) CROSS JOIN LATERAL (
        SELECT ${columns} FROM organizations o WHERE o.parent_id = opened.id AND ${organizationFilter(set, sql`o.id`)} ${order}) level
        WHERE ${organizationFilter(set, sql`opened.id`)}`,
    ),
  ]);
  const children = Map.groupBy(below, ({ parentId }) => parentId!);
  const nodeOf = ({ parentId: _, ...row }: NodeRow): OrganizationNode => {
    const level = children.get(row.id) ?? [];
    return { ...row, children: level.slice(0, levelLimit).map(nodeOf), hasMore: level.length > levelLimit };
  };
  return { nodes: tops.slice(0, levelLimit).map(nodeOf), hasMore: tops.length > levelLimit };
}
