import "server-only";
import { createHash } from "node:crypto";
import sql from "sql-template-tag";
import { can, scopesOf } from "../../../access/decide";
import { unitOf, type Tally } from "../../../access/difference";
import { deedOf } from "../../../access/sentence";
import { organizationFilter } from "../../../access/filter";
import type { Viewer } from "../../../access/viewer";
import { pool } from "../../../platform/db/client";
import { firstRow, rows } from "../../../platform/db/connect";
import type { AccessPreview, PreviewDeeds, PreviewRow, PreviewSum } from "../../../shared/access-preview";
import type { Difference } from "./difference";
import { seenMade } from "./made";
import { samplesFor } from "./samples";
import type { Step } from "./sums";

const pageSize = 50;

/** One number for everything that a preview says; two that say the same have the same. */
export function digestOf({ people, gained, lost, later, steps, made }: Difference): string {
  const whom = (userId: number) => made.get(userId)?.email ?? String(userId);
  const words = steps.map(({ userId, permission, gained: more, lost: less }) => [whom(userId), permission, more.records, more.archived, less.records, less.archived].join());
  return createHash("sha256").update(JSON.stringify([people, gained, lost, later.map(whom).sort(), words.sort()])).digest("base64url");
}

/** True when saving changes nothing about anybody's access, now or for records to come. */
export const isNothing = ({ people, later }: Difference) => people === 0 && later.length === 0;

/** The difference as its reader may see it: all counts, and by name the people and customers that they may list. */
export async function shown(viewer: Viewer, difference: Difference, from = 0): Promise<Omit<AccessPreview, "token">> {
  const { people, later } = difference;
  const samples = can(viewer, "customers.list") ? await samplesFor(viewer, difference) : { gained: [], lost: [] };
  return { people, gained: sums(difference, "gained"), lost: sums(difference, "lost"), later: later.length, ...(await peoplePage(viewer, difference, from)), from, samples };
}

function sums(difference: Difference, which: "gained" | "lost"): PreviewSum[] {
  const { byPermission } = difference[which];
  const all = new Map(byPermission.map((sum) => [sum.permission, sum]));
  const uneven = new Set<string>();
  for (const { permission, [which]: own } of difference.steps) {
    const sum = all.get(permission);
    if (sum && isSome(own) && (own.records !== sum.records || own.archived !== sum.archived)) uneven.add(permission);
  }
  return byPermission.map(({ permission, people, records, archived }) => ({ permission, deed: deedOf(permission), unit: unitOf(permission), people, records, archived, isEach: !uneven.has(permission) }));
}

const isSome = ({ records, archived }: Tally) => records + archived > 0;

/** The people who gain or lose something and whom the viewer may list: first those whom the change itself makes, then all others, by name. */
export async function peoplePage(viewer: Viewer, difference: Difference, from: number): Promise<Pick<AccessPreview, "rows" | "visible">> {
  const { steps, later } = difference;
  const ofPerson = Map.groupBy(steps, ({ userId }) => userId);
  const ids = [...ofPerson.keys(), ...later];
  const made = JSON.stringify(await seenMade(viewer, difference));
  const seen = sql`FROM (
      SELECT u.id, u.name, o.name AS organization, u.status = 'invited' AS "isInvited", false AS "isMade" FROM users u JOIN organizations o ON o.id = u.organization_id
        WHERE u.id = ANY(${ids}::int[]) AND ${organizationFilter(scopesOf(viewer.access, "users.list"), sql`u.organization_id`)}
      UNION ALL
      SELECT n.*, true FROM jsonb_to_recordset(${made}::jsonb) AS n(id int, name text, organization text, "isInvited" boolean) WHERE id = ANY(${ids}::int[])) u`;
  const found = await rows<Omit<PreviewRow, "gained" | "lost">>(
    pool(),
    sql`SELECT u.id, u.name, u.organization, u."isInvited" ${seen} ORDER BY u."isMade" DESC, portico_fold(u.name) COLLATE "C", u.id LIMIT ${pageSize} OFFSET ${from}`,
  );
  const total = await firstRow<{ count: number }>(pool(), sql`SELECT count(*)::int AS count ${seen}`);
  const toRow = (person: (typeof found)[number]): PreviewRow => {
    const own = ofPerson.get(person.id) ?? [];
    return { ...person, gained: deeds(own, "gained"), lost: deeds(own, "lost") };
  };
  return { rows: found.map(toRow), visible: total!.count };
}

function deeds(own: readonly Step[], which: "gained" | "lost"): PreviewDeeds[] {
  const some = own.filter((step) => isSome(step[which]));
  const groups = Map.groupBy(some, (step) => `${unitOf(step.permission)} ${nameOf(step[which])}`);
  return [...groups.values()].map((group) => ({ unit: unitOf(group[0]!.permission), ...group[0]![which], deeds: group.map(({ permission }) => deedOf(permission)) }));
}

const nameOf = ({ records, archived }: Tally) => `${records} ${archived}`;
