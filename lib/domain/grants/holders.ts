import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { allowed } from "../../access/decide";
import { isToSelf } from "../../access/delegation";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { invalid, Problem, refused } from "../../shared/errors";
import { msg, t } from "../../shared/language/text";

/** Who holds or would hold a grant: a user or a group, with their home. */
export type Holder = {
  userId: number | null;
  groupId: number | null;
  name: string;
  isSecurityGroup: boolean;
  organizationId: number;
  organizationName: string;
  /** Home and all above it, nearest first. */
  path: number[];
  scopes: number[];
};

const home = sql`o.id AS "organizationId", o.name AS "organizationName",
  ARRAY(SELECT c.ancestor_id FROM organization_closure c WHERE c.organization_id = o.id ORDER BY c.depth) AS path,
  ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = o.id)::text[]::float8[] AS scopes`;

type Named = { userId?: number | null; groupId?: number | null; isArchivedToo?: boolean };

/** The statement that reads a user or a group as a holder; an archived group only when asked for. */
export const holderStatement = ({ userId, groupId, isArchivedToo = false }: Named): Sql =>
  userId
    ? sql`SELECT u.id AS "userId", NULL::int AS "groupId", u.name, false AS "isSecurityGroup", ${home}
        FROM users u JOIN organizations o ON o.id = u.organization_id WHERE u.id = ${userId}`
    : sql`SELECT NULL::int AS "userId", g.id AS "groupId", g.name, g.type = 'security' AS "isSecurityGroup", ${home}
        FROM groups g JOIN organizations o ON o.id = g.organization_id WHERE g.id = ${groupId ?? 0} AND (${isArchivedToo} OR g.archived_at IS NULL)`;

type Asked = { userId?: number | null | undefined; groupId?: number | null | undefined; holder?: "user" | "group" | undefined };

/**
 * The user or group that a grant is to be given to. Throws `invalid` when none or both are named, or when they are hidden or missing;
 * `refused` when they are seen but grants.give does not reach them, and for oneself ("Nobody grants to themselves").
 */
export async function requireHolder(tx: Transaction, viewer: Viewer, asked: Asked): Promise<Holder> {
  const { field, list, unknown } = wordsFor(asked);
  const [holder] = await rowsIn<Holder>(tx, holderStatement({ userId: asked.userId ?? null, groupId: asked.groupId ?? null }));
  if (!holder || !allowed(viewer.access, "grants.give", holder.scopes)) {
    if (holder && allowed(viewer.access, list, holder.scopes)) throw refused("grants.give", t("You may not give access to {holder}.", { holder: holder.name }));
    throw invalid({ [field]: t(unknown) });
  }
  requireOther(viewer, holder, field);
  return holder;
}

/** Which of the two is named; exactly one must be. */
function wordsFor({ userId, groupId, holder }: Asked) {
  if (userId && groupId) throw invalid({ groupId: t("Choose a user or a group, not both.") });
  if (!userId && !groupId) throw invalid(holder === "group" ? { groupId: t("Choose a group.") } : { userId: holder ? t("Choose a user.") : t("Choose a user or a group.") });
  return userId ? userWords : groupWords;
}

const userWords = { field: "userId", list: "users.list", unknown: msg("Choose a user from the list.") } as const;
const groupWords = { field: "groupId", list: "groups.list", unknown: msg("Choose a group from the list.") } as const;

/** Refuses what would land on the viewer. */
export function requireOther(viewer: Viewer, holder: Pick<Holder, "userId" | "groupId">, field: string): void {
  if (!isToSelf(viewer.facts, holder)) return;
  const message =
    holder.groupId === null
      ? t("You cannot give access to yourself. Ask somebody else who may.")
      : t("You are in this group, and you cannot give access to yourself. Ask somebody else who may.");
  throw new Problem("refused", message, { permission: "grants.give", fields: { [field]: message } });
}
