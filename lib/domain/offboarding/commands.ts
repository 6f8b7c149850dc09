import "server-only";
import sql from "sql-template-tag";
import { authorize, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { minutesFromNow, now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { conflict, invalid, notFound } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { recordActivity } from "../activity/record";
import { handOverTasks, openTasksOf } from "../tasks/handing-over";
import { deactivateWithin, reactivateWithin } from "../users/deactivation";
import { requireOther, requireUser, subjectOf, type Locked } from "../users/saving";
import { handOver, type Person } from "./customers";
import { joinSoleGroups } from "./groups";
import { handInvitations } from "./invitations";
import type { ItemKind } from "./rows";
import type { OffboardInput, UndoOffboardingInput } from "./schema";
import { restore, restoredWords } from "./undo";

const sevenDays = 7 * 24 * 60;

type Item = { kind: ItemKind; recordId: number; recordName: string; organizationId: number; heirId: number | null };
type Done = { id: number; href: string; message: string };

/**
 * A person leaves: their account is deactivated as on every other path, and what they had goes to the people named, in one transaction.
 * Answers the path of the receipt. Throws `conflict` for the last person with full access, `invalid` for an heir who cannot take it,
 * `refused` for what the viewer may not hand over. Somebody deactivated already can still be relieved of what they have.
 */
export async function offboardUser(viewer: Viewer, input: OffboardInput): Promise<Done> {
  authorize(viewer, "users.deactivate");
  return change(viewer, async (tx, viewer) => {
    const user = await requireUser(tx, viewer, input.userId, "users.deactivate");
    requireOther(viewer, user.id, { permission: "users.deactivate", sentence: t("You cannot offboard yourself. Ask somebody else who may.") });
    const items = await handAll(tx, viewer, { user, input });
    const ended = await deactivateWithin(tx, viewer, user);
    const tokens = ended.tokens.map(({ id, name }): Item => ({ kind: "token", recordId: id, recordName: name, organizationId: user.organizationId, heirId: null }));
    const id = await keepReceipt(tx, viewer, { user, sessions: ended.sessions, items: [...items, ...tokens] });
    const count = (kind: ItemKind) => items.filter((item) => item.kind === kind).length;
    const after = { receipt: id, customersHandedOver: count("customer"), groupsHandedOver: count("group"), tasksHandedOver: count("task"), invitationsHandedOver: count("invitation"), sessionsEnded: ended.sessions, tokensRevoked: tokens.length };
    await recordActivity(tx, viewer, { ...subjectOf(user), action: "users.offboard", after });
    return { id, href: paths.offboarding(id), message: t("{user} has left.", { user: user.name }) };
  });
}

async function handAll(tx: Transaction, viewer: Viewer, { user, input }: { user: Locked; input: OffboardInput }): Promise<Item[]> {
  const { customersTo, groupsTo, tasksTo, invitationsTo } = input;
  const customers = customersTo ? await handOver(tx, viewer, { from: user, to: await heirOf(tx, viewer, { user, heirId: customersTo, field: "customersTo" }) }) : [];
  if (groupsTo) await heirOf(tx, viewer, { user, heirId: groupsTo, field: "groupsTo" });
  const groups = groupsTo ? await joinSoleGroups(tx, viewer, { userId: user.id, heirId: groupsTo }) : [];
  if (tasksTo) await heirOf(tx, viewer, { user, heirId: tasksTo, field: "tasksTo" });
  const tasks = tasksTo ? await handTasks(tx, viewer, { userId: user.id, heirId: tasksTo }) : [];
  const invitations = invitationsTo ? await handInvitations(tx, viewer, { from: user, to: await heirOf(tx, viewer, { user, heirId: invitationsTo, field: "invitationsTo" }) }) : [];
  const item = (kind: ItemKind, heirId: number) => ({ id, name, organizationId }: { id: number; name: string; organizationId: number }): Item => ({ kind, recordId: id, recordName: name, organizationId, heirId });
  return [
    ...customers.map(item("customer", customersTo ?? 0)),
    ...groups.map(item("group", groupsTo ?? 0)),
    ...tasks.map(item("task", tasksTo ?? 0)),
    ...invitations.map(item("invitation", invitationsTo ?? 0)),
  ];
}

/** Tasks that the viewer may not give, or whose home the heir does not reach, stay. */
async function handTasks(tx: Transaction, viewer: Viewer, { userId, heirId }: { userId: number; heirId: number }) {
  const open = await openTasksOf(tx, viewer, userId);
  const { moved } = await handOverTasks(tx, viewer, { fromId: userId, toId: heirId });
  return open.filter(({ id }) => moved.includes(id)).map(({ id, title, organizationId }) => ({ id, name: title, organizationId }));
}

/** The heir: another person whom the viewer may list and who can sign in. */
async function heirOf(tx: Transaction, viewer: Viewer, { user, heirId, field }: { user: Locked; heirId: number; field: string }): Promise<Person> {
  const [heir] = await rowsIn<Person & { isIn: boolean }>(
    tx,
    sql`SELECT u.id, u.name, u.status <> 'deactivated' AND (u.expires_at IS NULL OR u.expires_at > ${now()}::timestamptz) AS "isIn" FROM users u
      WHERE u.id = ${heirId} AND ${organizationFilter(scopesOf(viewer.access, "users.list"), sql`u.organization_id`)}`,
  );
  if (!heir) throw invalid({ [field]: t("Choose a person from the list.") });
  if (heir.id === user.id) throw invalid({ [field]: t("{person} is the one who leaves. Choose somebody else.", { person: user.name }) });
  if (!heir.isIn) throw invalid({ [field]: t("{person} cannot sign in. Choose somebody who can.", { person: heir.name }) });
  return heir;
}

type Kept = { user: Locked; sessions: number; items: readonly Item[] };

async function keepReceipt(tx: Transaction, viewer: Viewer, { user, sessions, items }: Kept): Promise<number> {
  const { userId, name } = viewer.facts;
  const by = { byId: userId === 0 ? null : userId, byName: name };
  const data = { userId: user.id, ...by, at: now(), undoUntil: minutesFromNow(sevenDays), sessionsEnded: sessions };
  const { id } = await tx.offboarding.create({ data, select: { id: true } });
  await tx.offboardingItem.createMany({ data: items.map((item) => ({ offboardingId: id, ...item })) });
  return id;
}

type Found = { id: number; userId: number; undoUntil: Date; undoneAt: Date | null; isLatest: boolean };

/**
 * Undoes a leaving within seven days: the person is back, with their tokens, customers and places, as far as each is still what the
 * leaving made of it and the viewer may give it back. The receipt says what could not be. Done already is a `conflict`.
 */
export async function undoOffboarding(viewer: Viewer, { offboardingId }: UndoOffboardingInput): Promise<Done> {
  authorize(viewer, "users.deactivate");
  return change(viewer, (tx, viewer) => undoWithin(tx, viewer, offboardingId));
}

/** The same of a person's last leaving, for programs, which know the person and not the receipt. */
export async function undoLatestOffboarding(viewer: Viewer, { userId }: { userId: number }): Promise<Done> {
  authorize(viewer, "users.deactivate");
  return change(viewer, async (tx, viewer) => {
    await requireUser(tx, viewer, userId, "users.deactivate");
    const latest = await tx.offboarding.findFirst({ where: { userId }, orderBy: { id: "desc" }, select: { id: true } });
    if (!latest) throw conflict(t("This person has not been offboarded."));
    return undoWithin(tx, viewer, latest.id);
  });
}

async function undoWithin(tx: Transaction, viewer: Viewer, offboardingId: number): Promise<Done> {
  const [found] = await rowsIn<Found>(
    tx,
    sql`SELECT f.id, f.user_id AS "userId", f.undo_until AS "undoUntil", f.undone_at AS "undoneAt",
        NOT EXISTS (SELECT 1 FROM offboardings n WHERE n.user_id = f.user_id AND n.id > f.id) AS "isLatest"
      FROM offboardings f WHERE f.id = ${offboardingId} FOR UPDATE`,
  );
  if (!found) throw notFound("receipt");
  const user = await requireUser(tx, viewer, found.userId, "users.deactivate");
  requireOther(viewer, user.id, { permission: "users.deactivate", sentence: t("You cannot undo your own offboarding. Ask somebody else who may.") });
  requireUndoable(found, user);
  await reactivateWithin(tx, viewer, user);
  const restored = await restore(tx, viewer, { user, offboardingId });
  await tx.offboarding.updateMany({ where: { id: offboardingId }, data: { undoneAt: now(), undoneBy: viewer.facts.name } });
  await recordActivity(tx, viewer, { ...subjectOf(user), action: "users.undo-offboarding", after: { receipt: offboardingId, ...restored } });
  return { id: offboardingId, href: paths.offboarding(offboardingId), message: t("{user} is back. {restoredWords}", { user: user.name, restoredWords: restoredWords(restored) }) };
}

function requireUndoable({ undoUntil, undoneAt, isLatest }: Found, { name }: Locked): void {
  if (undoneAt) throw conflict(t("This was undone already."));
  if (!isLatest) throw conflict(t("{name} has left again since. Undo that instead.", { name }));
  if (undoUntil <= now()) throw conflict(t("The seven days are over. Reactivate {name}, and hand things back one by one.", { name }));
}
