import "server-only";
import sql from "sql-template-tag";
import { allowed, authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";
import { refused } from "../../shared/errors";
import { givenPermissions, guardrailNotes } from "../access/limits-shown";
import { findGroup } from "./queries";

/** What guardrails keep everybody in a group from, of what it and the groups around it give; empty when nothing does. */
export async function groupBounds(viewer: Viewer, groupId: number): Promise<string[]> {
  authorize(viewer, "grants.list");
  const { scopes, organizationId } = await findGroup(viewer, groupId);
  if (!allowed(viewer.access, "grants.list", scopes)) throw refused("grants.list");
  const around = await rows<{ id: number }>(
    pool(),
    sql`WITH RECURSIVE above(id) AS (
        SELECT ${groupId}::int UNION SELECT n.group_id FROM above a JOIN group_nestings n ON n.member_id = a.id JOIN groups g ON g.id = n.group_id WHERE g.archived_at IS NULL)
      SELECT id FROM above`,
  );
  const permissions = await givenPermissions({ userIds: [], groupIds: around.map(({ id }) => id) });
  return guardrailNotes(viewer, { organizationId, permissions });
}
