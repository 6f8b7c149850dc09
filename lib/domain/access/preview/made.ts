import "server-only";
import sql from "sql-template-tag";
import { allowed, scopesOf } from "../../../access/decide";
import { organizationFilter } from "../../../access/filter";
import type { Viewer } from "../../../access/viewer";
import { pool } from "../../../platform/db/client";
import { rows } from "../../../platform/db/connect";
import type { Difference, Made } from "./difference";

/** The people whom the change itself makes, as far as the viewer may list people at home there. Their partner may be as new as they are. */
export async function seenMade(viewer: Viewer, { made, moves }: Pick<Difference, "made" | "moves">): Promise<Made[]> {
  const people = [...made.values()];
  const after = moves.structure.organizations;
  const standing = [...new Set(people.map(({ organizationId }) => organizationId))].filter((id) => !after.has(id));
  const found = standing.length === 0 ? [] : await rows<{ id: number }>(
    pool(),
    sql`SELECT o.id FROM organizations o WHERE o.id = ANY(${standing}::int[]) AND ${organizationFilter(scopesOf(viewer.access, "users.list"), sql`o.id`)}`,
  );
  const listed = new Set(found.map(({ id }) => id));
  return people.filter(({ organizationId: home }) => (after.has(home) ? allowed(viewer.access, "users.list", after.get(home)!) : listed.has(home)));
}
