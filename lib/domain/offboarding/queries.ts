import "server-only";
import sql from "sql-template-tag";
import { allowed, authorize, can, scopesOf } from "../../access/decide";
import { customerFilter, organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { firstRow, rows, type Queryable } from "../../platform/db/connect";
import { notFound, refused } from "../../shared/errors";
import { change, read } from "../access/change";
import { openInvitationsByHome, openInvitationsOf, type OpenAtHome } from "../invitations/inviters";
import { openTasksOf } from "../tasks/handing-over";
import { tryDeactivation } from "../users/bulk";
import { findUser } from "../users/queries";
import { soleGroups } from "./groups";
import { proposedHeirs, proposedInviters, type Leaver } from "./heirs";
import { saidNote } from "./notes";
import type { Belongings, LeftBehind, Receipt, ReceiptItem } from "./rows";

/** What a person would leave behind, and who could take it over. Throws `refused` for whoever may not deactivate them. */
export async function getBelongings(viewer: Viewer, userId: number): Promise<Belongings> {
  authorize(viewer, "users.deactivate");
  const user = await requireLeaver(viewer, userId);
  const tried = await tryDeactivation(viewer, { users: [userId] });
  const { id, name, email, organizationId, organizationName, status, jobRole } = user;
  const tasks = await change(viewer, (tx, viewer) => openTasksOf(tx, viewer, userId));
  return read(viewer, async (on) => ({
    tasks: tasks.filter(({ mayHandOver }) => mayHandOver).map(({ title }) => title),
    user: { id, name, email, organizationId, organizationName, isIn: status !== "deactivated" },
    blocked: tried.staysIn[0]?.reason ?? null,
    sessions: tried.sessions,
    tokens: tried.tokens,
    tokenNames: allowed(viewer.access, "api-tokens.manage", user.scopes) ? await tokenNames(on, id) : [],
    customers: await customersOf(on, viewer, id),
    heirs: can(viewer, "customers.reassign") ? await proposedHeirs(on, viewer, { id, organizationId, jobRole }) : [],
    groups: (await rows<{ id: number; name: string }>(on, soleGroups(viewer, id))).map(({ id, name }) => ({ id, name })),
    ...(await invitationsOf(on, viewer, { id, organizationId, jobRole })),
  }));
}

async function requireLeaver(viewer: Viewer, userId: number) {
  const user = await findUser(viewer, userId);
  if (!allowed(viewer.access, "users.deactivate", user.scopes)) throw refused("users.deactivate");
  return user;
}

const tokenNames = async (on: Queryable, userId: number) =>
  (
    await rows<{ name: string }>(
      on,
      sql`SELECT name FROM api_tokens WHERE user_id = ${userId} AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ${now()}::timestamptz) ORDER BY name LIMIT 50`,
    )
  ).map(({ name }) => name);

async function customersOf(on: Queryable, viewer: Viewer, userId: number): Promise<Belongings["customers"]> {
  const seen = sql`c.account_manager_id = ${userId} AND ${customerFilter(scopesOf(viewer.access, "customers.list"))}`;
  const mine = customerFilter(scopesOf(viewer.access, "customers.reassign"));
  const counts = await firstRow<{ total: number; mine: number }>(on, sql`SELECT count(*)::int AS total, (count(*) FILTER (WHERE ${mine}))::int AS mine FROM customers c WHERE ${seen}`);
  const names = await rows<{ name: string }>(on, sql`SELECT c.name FROM customers c WHERE ${seen} ORDER BY c.name LIMIT 5`);
  return { ...counts!, names: names.map(({ name }) => name) };
}

async function invitationsOf(on: Queryable, viewer: Viewer, leaver: Leaver): Promise<Pick<Belongings, "invitations" | "invitationHeirs">> {
  const homes = await rows<OpenAtHome>(on, openInvitationsByHome(viewer, leaver.id));
  const mine = homes.filter(({ mayHandOver }) => mayHandOver);
  const names = homes.length > 0 ? await rows<{ name: string }>(on, sql`${openInvitationsOf(viewer, leaver.id)} LIMIT 5`) : [];
  return {
    invitations: { total: sumOf(homes), mine: sumOf(mine), names: names.map(({ name }) => name) },
    invitationHeirs: mine.length > 0 ? await proposedInviters(on, viewer, leaver, mine) : [],
  };
}

const sumOf = (homes: readonly OpenAtHome[]) => homes.reduce((sum, { total }) => sum + total, 0);

/** What a person who has left still has, for whoever could hand it over. */
async function leftBehind(viewer: Viewer, userId: number): Promise<LeftBehind> {
  const tasks = await change(viewer, (tx, viewer) => openTasksOf(tx, viewer, userId));
  return read(viewer, async (on) => ({
    customers: (await customersOf(on, viewer, userId)).mine,
    groups: (await rows(on, soleGroups(viewer, userId))).length,
    tasks: tasks.filter(({ mayHandOver }) => mayHandOver).length,
    invitations: sumOf((await rows<OpenAtHome>(on, openInvitationsByHome(viewer, userId))).filter(({ mayHandOver }) => mayHandOver)),
  }));
}

type Head = Omit<Receipt, "items" | "more" | "canUndo" | "user" | "tokensEnded" | "left"> & { userId: number; tokensEnded: number; isLatest: boolean };

const mostListed = 500;

/** What became of everything that a person had. Throws `not-found` for whoever may not open the person, `refused` for whoever may not deactivate them. */
export async function getReceipt(viewer: Viewer, offboardingId: number): Promise<Receipt> {
  authorize(viewer, "users.deactivate");
  const head = await firstRow<Head>(
    pool(),
    sql`SELECT f.id, f.user_id AS "userId", f.at, f.by_name AS by, f.undo_until AS "undoUntil", f.undone_at AS "undoneAt", f.undone_by AS "undoneBy",
        f.sessions_ended AS "sessionsEnded", (SELECT count(*)::int FROM offboarding_items i WHERE i.offboarding_id = f.id AND i.kind = 'token') AS "tokensEnded",
        NOT EXISTS (SELECT 1 FROM offboardings n WHERE n.user_id = f.user_id AND n.id > f.id) AS "isLatest"
      FROM offboardings f WHERE f.id = ${offboardingId}`,
  );
  if (!head) throw notFound("receipt");
  const { userId, isLatest, ...receipt } = head;
  const user = await requireLeaver(viewer, userId);
  const found = await read(viewer, (on) => seenItems(on, viewer, { offboardingId, seesTokens: allowed(viewer.access, "api-tokens.manage", user.scopes) }));
  const canUndo = isLatest && receipt.undoneAt === null && receipt.undoUntil > now() && userId !== viewer.facts.userId;
  const left = isLatest && receipt.undoneAt === null && user.status === "deactivated" ? await leftBehind(viewer, userId) : null;
  return { ...receipt, left, user: { id: userId, name: user.name }, items: found.slice(0, mostListed).map((item) => ({ ...item, note: saidNote(item) })), more: Math.max(0, (found[0]?.total ?? 0) - mostListed), canUndo };
}

/** Customers as the viewer may list them now, groups and people likewise; names of tokens for whoever may manage them. */
const seenItems = (on: Queryable, viewer: Viewer, { offboardingId, seesTokens }: { offboardingId: number; seesTokens: boolean }) =>
  rows<ReceiptItem & { total: number }>(
    on,
    sql`SELECT i.id, i.kind, i.record_id AS "recordId", i.record_name AS name, h.name AS heir, i.is_restored AS "isRestored", i.note, count(*) OVER ()::int AS total
      FROM offboarding_items i LEFT JOIN users h ON h.id = i.heir_id
      WHERE i.offboarding_id = ${offboardingId} AND CASE i.kind
        WHEN 'customer' THEN EXISTS (SELECT 1 FROM customers c WHERE c.id = i.record_id AND ${customerFilter(scopesOf(viewer.access, "customers.list"))})
        WHEN 'task' THEN ${organizationFilter(scopesOf(viewer.access, "tasks.view"), sql`i.organization_id`)}
        WHEN 'invitation' THEN EXISTS (SELECT 1 FROM users u WHERE u.id = i.record_id AND ${organizationFilter(scopesOf(viewer.access, "users.list"), sql`u.organization_id`)})
        WHEN 'group' THEN ${organizationFilter(scopesOf(viewer.access, "groups.list"), sql`i.organization_id`)}
        ELSE ${seesTokens} END
      ORDER BY i.kind, i.record_name, i.id LIMIT ${mostListed + 1}`,
  );

/** The last receipt of a person; null when there is none, or it is not the viewer's to see. */
export async function latestReceiptOf(viewer: Viewer, userId: number): Promise<{ id: number; at: Date; canUndo: boolean } | null> {
  authorize(viewer, "users.view");
  const user = await findUser(viewer, userId);
  if (!allowed(viewer.access, "users.deactivate", user.scopes)) return null;
  return firstRow(
    pool(),
    sql`SELECT id, at, undone_at IS NULL AND undo_until > ${now()}::timestamptz AS "canUndo" FROM offboardings WHERE user_id = ${userId} ORDER BY id DESC LIMIT 1`,
  );
}
