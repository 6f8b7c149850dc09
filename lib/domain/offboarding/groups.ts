import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { factsWithin } from "../access/facts-within";
import { requireGainGivable } from "../access/gains";
import { withKeptPeople } from "../groups/effects";
import { knownPeople, putInto, requireListed, takeOutOf } from "../groups/membership";
import { requireGroup } from "../groups/saving";

export type SoleGroup = { id: number; name: string; organizationId: number };

/** Groups that a person was put into and that hold nobody else who can act, as far as the viewer may list groups. */
export const soleGroups = (viewer: Viewer, userId: number): Sql => sql`
  SELECT g.id, g.name, g.organization_id AS "organizationId" FROM group_members m JOIN groups g ON g.id = m.group_id
  WHERE m.user_id = ${userId} AND g.type <> 'rule' AND g.archived_at IS NULL AND (m.valid_until IS NULL OR m.valid_until > ${now()}::timestamptz)
    AND NOT EXISTS (SELECT 1 FROM group_members o JOIN users u ON u.id = o.user_id WHERE o.group_id = g.id AND o.user_id <> m.user_id
      AND u.status <> 'deactivated' AND (o.valid_until IS NULL OR o.valid_until > ${now()}::timestamptz))
    AND NOT EXISTS (SELECT 1 FROM group_nestings n WHERE n.group_id = g.id)
    AND ${organizationFilter(scopesOf(viewer.access, "groups.list"), sql`g.organization_id`)}
  ORDER BY g.name, g.id LIMIT 100`;

/** Puts the heir into the groups in which the leaver was alone. Judged as giving what the groups give. */
export async function joinSoleGroups(tx: Transaction, viewer: Viewer, { userId, heirId }: { userId: number; heirId: number }): Promise<SoleGroup[]> {
  const found = await rowsIn<SoleGroup>(tx, soleGroups(viewer, userId));
  const [heir] = await knownPeople(tx, viewer, [heirId]);
  const before = await factsWithin(tx, heirId);
  for (const { id } of found) await putInto(tx, viewer, await requireListed(tx, viewer, id), { people: [heir!] });
  if (found.length > 0) await requireGainGivable(tx, viewer, heirId, before);
  return found;
}

/** Takes the heir out of a group again. Answers whether they were still in it. */
export async function leaveGroup(tx: Transaction, viewer: Viewer, { groupId, heirId }: { groupId: number; heirId: number }): Promise<boolean> {
  const group = await requireGroup(tx, viewer, groupId, "groups.manage-members");
  const removed = await withKeptPeople(tx, groupId, () => takeOutOf(tx, viewer, group, [heirId]));
  return removed.length > 0;
}
