import "server-only";
import sql, { type Sql } from "sql-template-tag";
import { scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { recordActivities } from "../activity/record";

/** Whoever sends an invitation: a viewer's facts. The machine's owner has the id 0 and is no person. */
export type Inviter = { userId: number; name: string };

/** Whether the person, aliased so, can sign in no more: who was invited by them waits for somebody else. */
const hasLeft = (person: Sql) => sql`(${person}.status = 'deactivated' OR coalesce(${person}.expires_at <= ${now()}::timestamptz, false))`;

/** Who answers for the newest link of the person aliased `u`, while they have not come; null for whom nobody does. */
export const inviterColumn = () => sql`CASE WHEN u.status = 'invited' THEN (
  SELECT CASE WHEN b.id IS NOT NULL THEN jsonb_build_object('id', b.id, 'name', b.name, 'hasLeft', ${hasLeft(sql`b`)}) END
    FROM invitations i LEFT JOIN users b ON b.id = i.inviter_id WHERE i.user_id = u.id AND i.used_at IS NULL ORDER BY i.id DESC LIMIT 1) END`;

/** Who answers for a person's next link: as before, unless that was nobody or somebody who has left; then whoever sends it. */
export async function inviterOf(tx: Transaction, userId: number, by: Inviter | null): Promise<number | null> {
  const [before] = await rowsIn<{ inviterId: number | null; isThere: boolean }>(
    tx,
    sql`SELECT i.inviter_id AS "inviterId", coalesce(NOT ${hasLeft(sql`b`)}, false) AS "isThere" FROM invitations i LEFT JOIN users b ON b.id = i.inviter_id
      WHERE i.user_id = ${userId} AND i.used_at IS NULL ORDER BY i.id DESC LIMIT 1`,
  );
  const sender = by && by.userId !== 0 ? by.userId : null;
  return before?.isThere || sender === null ? (before?.inviterId ?? null) : sender;
}

/** An invitation under way: the person who was invited and has not come, where, and whether the viewer may invite people there. */
export type OpenInvitation = { id: number; name: string; organizationId: number; scopes: number[]; mayHandOver: boolean };

/** The invitations at one home for which a person answers. */
export type OpenAtHome = Pick<OpenInvitation, "scopes" | "mayHandOver"> & { total: number };

const scopesOfHome = (organization: Sql) => sql`ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = ${organization})::text[]::float8[]`;

const openOf = (viewer: Viewer, inviterId: number) => sql`
  FROM invitations i JOIN users u ON u.id = i.user_id
  WHERE i.inviter_id = ${inviterId} AND i.used_at IS NULL AND u.status = 'invited'
    AND NOT EXISTS (SELECT 1 FROM invitations n WHERE n.user_id = i.user_id AND n.used_at IS NULL AND n.id > i.id)
    AND ${organizationFilter(scopesOf(viewer.access, "users.list"), sql`u.organization_id`)}`;

/** The open invitations for which a person answers, as far as the viewer may list those invited, by their names. */
export const openInvitationsOf = (viewer: Viewer, inviterId: number): Sql => sql`
  SELECT u.id, u.name, u.organization_id AS "organizationId", ${organizationFilter(scopesOf(viewer.access, "users.invite"), sql`u.organization_id`)} AS "mayHandOver",
    ${scopesOfHome(sql`u.organization_id`)} AS scopes
  ${openOf(viewer, inviterId)} ORDER BY portico_fold(u.name), u.id`;

/** How many these are at each home: however many were invited, a row for each home. */
export const openInvitationsByHome = (viewer: Viewer, inviterId: number): Sql => sql`
  SELECT h.total, ${organizationFilter(scopesOf(viewer.access, "users.invite"), sql`h.organization_id`)} AS "mayHandOver", ${scopesOfHome(sql`h.organization_id`)} AS scopes
  FROM (SELECT u.organization_id, count(*)::int AS total ${openOf(viewer, inviterId)} GROUP BY u.organization_id) h`;

type HandOver = { fromId: number; toId: number; /** Only of these people. */ of: readonly number[] };

/** Lets another person answer for open invitations that the viewer may hand over, each with its log row. Answers those that were. */
export async function handOverInvitations(tx: Transaction, viewer: Viewer, { fromId, toId, of }: HandOver): Promise<OpenInvitation[]> {
  const found = await rowsIn<OpenInvitation>(tx, openInvitationsOf(viewer, fromId));
  const wanted = new Set(of);
  const handed = found.filter(({ id, mayHandOver }) => mayHandOver && wanted.has(id));
  const ids = handed.map(({ id }) => id);
  await rowsIn(tx, sql`UPDATE invitations SET inviter_id = ${toId} WHERE user_id = ANY(${ids}::int[]) AND inviter_id = ${fromId} AND used_at IS NULL`);
  await rowsIn(tx, sql`UPDATE onboardings SET inviter_id = ${toId} WHERE user_id = ANY(${ids}::int[]) AND inviter_id = ${fromId}`);
  const entries = handed.map(({ id, name, organizationId }) => ({
    recordType: "user",
    recordId: id,
    recordName: name,
    organizationId,
    action: "users.hand-over-invitation",
    before: { inviterId: fromId },
    after: { inviterId: toId },
  }));
  await recordActivities(tx, viewer, entries);
  return handed;
}
