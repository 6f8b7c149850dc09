import "server-only";
import sql from "sql-template-tag";
import { scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import { isWrite, withImplied } from "../../access/permissions";
import { deedsInWords } from "../../access/sentence";
import { homeOf, type Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { rows } from "../../platform/db/connect";
import { t } from "../../shared/language/text";

type Limit = { name: string | null; guardrail: string[] };

/**
 * What the guardrails of an organization and those above it keep people at home there from, of these permissions: a sentence for each
 * guardrail that bites. An organization that the viewer may not see is not named.
 */
export async function guardrailNotes(viewer: Viewer, { organizationId, permissions }: { organizationId: number; permissions: readonly string[] }): Promise<string[]> {
  const known = sql`(o.id = ${homeOf(viewer.facts)} OR ${organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`o.id`)})`;
  const limits = await rows<Limit>(
    pool(),
    sql`SELECT CASE WHEN ${known} THEN o.name END AS name, o.guardrail FROM organization_closure c JOIN organizations o ON o.id = c.ancestor_id
      WHERE c.organization_id = ${organizationId} AND o.has_guardrail ORDER BY c.depth`,
  );
  const held = withImplied(permissions);
  return limits.flatMap(({ name, guardrail }) => {
    const allowed = new Set<string>(withImplied(guardrail));
    const barred = held.filter((key) => !allowed.has(key));
    return barred.length === 0 ? [] : [t("The limit of {name} keeps people at home there from {deeds}.", { name: name ?? t("a partner above"), deeds: deedsInWords(barred) })];
  });
}

/** What a person's read-only cap keeps them from, of what they were given; null when it keeps them from nothing. */
export function capNote(name: string, permissions: readonly string[]): string | null {
  const writes = withImplied(permissions).filter(isWrite);
  return writes.length === 0 ? null : t("The read-only cap keeps {name} from {deeds}.", { name, deeds: deedsInWords(writes) });
}

/** The permissions of the roles that a person, or everybody in a group, was given, whether they begin later or count now. */
export async function givenPermissions({ userIds, groupIds }: { userIds: readonly number[]; groupIds: readonly number[] }): Promise<string[]> {
  const found = await rows<{ key: string }>(
    pool(),
    sql`SELECT DISTINCT unnest(r.permissions) AS key FROM grants g JOIN roles r ON r.id = g.role_id
      WHERE (g.user_id = ANY(${[...userIds]}::int[]) OR g.group_id = ANY(${[...groupIds]}::int[])) AND (g.valid_until IS NULL OR g.valid_until > ${now()}::timestamptz)`,
  );
  return found.map(({ key }) => key);
}
