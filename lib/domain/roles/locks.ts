import "server-only";
import sql from "sql-template-tag";
import { authorize, can, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import { isWrite, permissions as catalogue, withImplied, type Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";
import { oneOf } from "../../shared/language/list";
import { t } from "../../shared/language/text";

/**
 * Why the viewer cannot put a permission into a role, and who could: people they may list, else the organization those are of. What they
 * hold somewhere is not locked.
 */
export async function lockReasons(viewer: Viewer): Promise<Record<string, string>> {
  authorize(viewer, "roles.view");
  const lacked = catalogue.map(({ key }) => key).filter((key) => !can(viewer, key));
  if (lacked.length === 0) return {};
  const lenders = await lendersOf(viewer);
  return Object.fromEntries(lacked.map((key) => [key, [t("You do not have it yourself."), whoCould(key, lenders)].filter(Boolean).join(" ")]));
}

/**
 * Which permissions do not work for whoever holds a role of this organization, by the limits of it and of those above, or because all
 * access given with the role is for reading only.
 */
export async function denialReasons(viewer: Viewer, { organizationId, isOnlyRead = false }: { organizationId: number; isOnlyRead?: boolean }): Promise<Record<string, string>> {
  authorize(viewer, "roles.view");
  const limits = await rows<{ name: string; guardrail: string[]; isOwn: boolean }>(
    pool(),
    sql`SELECT o.name, o.guardrail, o.id = ANY(${viewer.facts.homePath}::int[]) OR ${organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`o.id`)} AS "isOwn"
      FROM organization_closure c JOIN organizations o ON o.id = c.ancestor_id
      WHERE c.organization_id = ${organizationId} AND o.has_guardrail ORDER BY c.depth`,
  );
  const why = (key: Permission): string | null => {
    const limit = limits.find(({ guardrail }) => !withImplied(guardrail).includes(key));
    if (limit) return t("Does not work here: the limit of {organization} leaves it out.", { organization: limit.isOwn ? limit.name : t("a partner above") });
    return isOnlyRead && isWrite(key) ? t("Does not work yet: all access given with this role is for reading only.") : null;
  };
  return Object.fromEntries(catalogue.map(({ key }) => [key, why(key)]).filter(([, reason]) => reason !== null)) as Record<string, string>;
}

type Lender = { id: number; name: string; organizationName: string; isKnown: boolean; permissions: string[] };

/** People of the viewer's home and above who may edit roles: a hint, so rule groups and groups inside groups are not followed. */
function lendersOf(viewer: Viewer): Promise<Lender[]> {
  const standing = sql`g.level = 'write' AND g.scope_kind IN ('everything', 'subtree') AND (g.valid_from IS NULL OR g.valid_from <= ${now()})
    AND (g.valid_until IS NULL OR g.valid_until > ${now()})`;
  return rows<Lender>(
    pool(),
    sql`WITH near AS (
        SELECT u.id, u.name, u.organization_id FROM users u
          WHERE u.organization_id = ANY(${viewer.facts.homePath}::int[]) AND u.id <> ${viewer.facts.userId} AND u.status = 'active' AND NOT u.read_only
            AND (u.expires_at IS NULL OR u.expires_at > ${now()})),
      held AS (
        SELECT near.*, g.role_id FROM near JOIN grants g ON g.user_id = near.id WHERE ${standing}
        UNION
        SELECT near.*, g.role_id FROM near JOIN group_members m ON m.user_id = near.id JOIN groups s ON s.id = m.group_id AND s.archived_at IS NULL
          JOIN grants g ON g.group_id = s.id
          WHERE ${standing} AND (m.valid_from IS NULL OR m.valid_from <= ${now()}) AND (m.valid_until IS NULL OR m.valid_until > ${now()}))
      SELECT u.id, u.name, o.name AS "organizationName", ${organizationFilter(scopesOf(viewer.access, "users.list"), sql`u.organization_id`)} AS "isKnown", r.permissions
      FROM held u JOIN organizations o ON o.id = u.organization_id JOIN roles r ON r.id = u.role_id
      WHERE r.permissions && ARRAY['roles.edit', 'roles.publish', 'roles.create']
      ORDER BY array_position(${viewer.facts.homePath}::int[], u.organization_id), u.id LIMIT 200`,
  );
}

function whoCould(key: Permission, lenders: readonly Lender[]): string | null {
  const able = lenders.filter(({ permissions }) => withImplied(permissions).includes(key));
  const nearest = able[0];
  if (!nearest) return null;
  if (!nearest.isKnown) return t("People of {organizationName} could add it.", { organizationName: nearest.organizationName });
  const names = [...new Set(able.filter(({ isKnown }) => isKnown).map(({ name }) => name))].slice(0, 2);
  return t("{people} could add it.", { people: oneOf(names) });
}
