import "server-only";
import sql from "sql-template-tag";
import { allowed } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { conflict } from "../../shared/errors";
import { t } from "../../shared/language/text";

type Bound = { name: string; scopes: number[] };

/**
 * Throws `conflict` when a partner is to be moved away from above whose groups hold people or groups of it or of what is below it: people
 * are only in groups of their home and of what is above it, and giving to a group is judged by that. Groups of rules let go by themselves;
 * groups that the viewer may not list are counted, not named.
 */
export async function requireUnboundBranch(tx: Transaction, viewer: Viewer, { organization, newPath }: { organization: { id: number; name: string; path: readonly number[] }; newPath: readonly number[] }): Promise<void> {
  const left = organization.path.slice(1).filter((id) => !newPath.includes(id));
  if (left.length === 0) return;
  const bound = await rowsIn<Bound>(
    tx,
    sql`WITH branch AS (SELECT organization_id AS id FROM organization_closure WHERE ancestor_id = ${organization.id})
      SELECT g.name, ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = g.organization_id)::text[]::float8[] AS scopes FROM groups g
      WHERE g.organization_id = ANY(${left}::int[]) AND (
        EXISTS (SELECT 1 FROM group_members m JOIN users u ON u.id = m.user_id WHERE m.group_id = g.id AND u.organization_id IN (SELECT id FROM branch))
        OR EXISTS (SELECT 1 FROM group_nestings n JOIN groups i ON i.id = n.member_id WHERE n.group_id = g.id AND i.organization_id IN (SELECT id FROM branch)))
      ORDER BY g.name`,
  );
  if (bound.length === 0) return;
  const known = bound.filter(({ scopes }) => allowed(viewer.access, "groups.list", scopes)).map(({ name }) => name);
  const hidden = bound.length - known.length;
  const names = [...known.slice(0, 5), ...(known.length > 5 ? [t("{count} more##groups", { count: known.length - 5 })] : []), ...(hidden > 0 ? [t("{count} you may not see##groups", { count: hidden })] : [])].join(", ");
  const message = t("People or groups of {organization} are in groups of partners that it would no longer be below: {groups}. Take them out first.", { organization: organization.name, groups: names });
  throw conflict(message, { parentId: message });
}
