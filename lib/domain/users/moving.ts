import "server-only";
import sql from "sql-template-tag";
import { allowed } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { conflict } from "../../shared/errors";
import { t } from "../../shared/language/text";
import type { OrganizationRecord } from "../access/records";
import type { Locked } from "./saving";

type Bound = { name: string; scopes: number[] };

/**
 * Throws `conflict` when the person was put into groups whose members must be at home elsewhere: people are only in groups of their
 * home and of what is above it. Groups that the viewer may not list are counted, not named.
 */
export async function requireUnboundBy(tx: Transaction, viewer: Viewer, user: Locked, home: OrganizationRecord): Promise<void> {
  const bound = await rowsIn<Bound>(
    tx,
    sql`SELECT g.name, ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = g.organization_id)::text[]::float8[] AS scopes
      FROM group_members m JOIN groups g ON g.id = m.group_id
      WHERE m.user_id = ${user.id} AND NOT g.organization_id = ANY(${home.path}::int[]) ORDER BY g.name`,
  );
  if (bound.length === 0) return;
  const known = bound.filter(({ scopes }) => allowed(viewer.access, "groups.list", scopes)).map(({ name }) => name);
  const hidden = bound.length - known.length;
  const names = [...known.slice(0, 5), ...(hidden > 0 ? [t("{count} you may not see##groups", { count: hidden })] : [])].join(", ");
  const message = t("{person} is in groups that do not take people of {home}: {groups}. Take {person} out of them first.", { person: user.name, home: home.name, groups: names });
  throw conflict(message, { organizationId: message });
}
