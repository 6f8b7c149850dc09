import "server-only";
import { authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import type { Transaction } from "../../platform/db/connect";
import { hashPassword } from "../../platform/password";
import { endOfLastDay } from "../../shared/dates";
import { conflict, invalid, requireFaultless } from "../../shared/errors";
import { defined } from "../../shared/fields";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { factsWithin } from "../access/facts-within";
import { requireGainGivable } from "../access/gains";
import { requireKeeper, withKeeper } from "../access/keepers";
import { mergeEdit } from "../activity/merge";
import { recordActivity } from "../activity/record";
import { createInvitation } from "../invitations/commands";
import { addPerson } from "./adding";
import { deactivateWithin, reactivateWithin } from "./deactivation";
import { mergeLimits } from "./limits";
import { requireUnboundBy } from "./moving";
import { faultsOfNewPerson } from "./new-person";
import { requireHome, requireOther, requireUser, subjectOf, write, type Locked } from "./saving";
import type { EditUserInput, InviteUserInput, LimitUserInput, UserInput } from "./schema";

type Saved = { id: number; version: number; href: string; message: string };
type Invited = { id: number; name: string; link?: string; href?: string; message: string };

/**
 * Makes an account with groups and a first role, all or nothing. Answers the path of the one-time link, which is shown once, or where
 * the new person's page is. Throws `conflict` when somebody has the address, `refused` when it would give more than the viewer may.
 */
export async function inviteUser(viewer: Viewer, input: InviteUserInput): Promise<Invited> {
  authorize(viewer, "users.invite");
  const password = input.entry === "password" ? input.password! : null;
  requireFaultless(faultsOfNewPerson(input));
  const passwordHash = password === null ? null : await hashPassword(password);
  return change(viewer, async (tx, viewer) => {
    const home = await requireHome(tx, viewer, input.organizationId, "users.invite");
    const user = await addPerson(tx, viewer, { home, input, passwordHash });
    if (passwordHash !== null) return { ...user, href: paths.user(user.id), message: t("{user} can sign in now.", { user: user.name }) };
    const link = paths.invitation(await createInvitation(tx, user.id, viewer.facts));
    return { ...user, link, message: t("{user} is invited.", { user: user.name }) };
  });
}

/**
 * Makes a fresh one-time link for a person who has not used theirs; the old one ends. Whoever has the link can become that person, so
 * it is refused to those who could not give everything that the person holds.
 */
export async function renewInvitation(viewer: Viewer, { userId }: UserInput): Promise<Invited> {
  authorize(viewer, "users.invite");
  return change(viewer, async (tx, viewer) => {
    const user = await requireUser(tx, viewer, userId, "users.invite");
    if (user.status !== "invited") throw conflict(t("{name} has used the invitation, or is deactivated.", { name: user.name }));
    await requireGainGivable(tx, viewer, userId, null);
    const link = paths.invitation(await createInvitation(tx, userId, viewer.facts));
    await recordActivity(tx, viewer, { ...subjectOf(user), action: "users.renew-invitation" });
    return { id: userId, name: user.name, link, message: t("The earlier link no longer works.") };
  });
}

const saved = ({ id, name }: Locked, version: number): Saved => ({ id, version, href: paths.user(id), message: t("{name} is saved.", { name }) });

const driving = ["jobRole", "region", "organizationId"] as const;

/**
 * Edits the profile or moves the person to another home, merged field by field with what others changed since. Job role, region and
 * home decide which rule groups the person is in, so changing them is judged as giving. Throws `stale` on a clash.
 */
export async function editUser(viewer: Viewer, { userId, version, ...fields }: EditUserInput): Promise<Saved> {
  authorize(viewer, "users.edit");
  return change(viewer, async (tx, viewer) => {
    const user = await requireUser(tx, viewer, userId, "users.edit");
    const submitted = defined(fields) as Partial<Locked>;
    const edited = { recordType: "user", recordId: userId, noun: "user" };
    const written = await mergeEdit<Locked>(tx, { ...edited, baseVersion: version, current: user, submitted });
    if (Object.keys(written).length === 0) return saved(user, user.version);
    await (driving.some((field) => field in written) ? drive(tx, viewer, user, written) : write(tx, viewer, user, { action: "users.edit", written }));
    return saved(user, user.version + 1);
  });
}

async function drive(tx: Transaction, viewer: Viewer, user: Locked, written: Partial<Locked>): Promise<void> {
  const sentence = t("Your own job role, region and home decide what you may do. Ask somebody else to change them.");
  requireOther(viewer, user.id, { permission: "users.edit", sentence });
  const before = await factsWithin(tx, user.id);
  if (written.organizationId !== undefined) {
    const home = await requireHome(tx, viewer, written.organizationId, "users.edit");
    await requireUnboundBy(tx, viewer, user, home);
  }
  await withKeeper(tx, [user.organizationId], () => write(tx, viewer, user, { action: "users.edit", written }));
  await requireGainGivable(tx, viewer, user.id, before);
}

/**
 * Sets the account's last day and the read-only cap. Throws `refused` for oneself and for lifting a limit of somebody who holds more than
 * one may give, `conflict` for the last person with full access.
 */
export async function limitUser(viewer: Viewer, { userId, version, lastDay, readOnly }: LimitUserInput): Promise<Saved> {
  authorize(viewer, "users.set-expiry");
  return change(viewer, async (tx, viewer) => {
    const user = await requireUser(tx, viewer, userId, "users.set-expiry");
    requireOther(viewer, userId, { permission: "users.set-expiry", sentence: t("You cannot limit your own account. Ask somebody else who may.") });
    const submitted = { readOnly, ...(lastDay === undefined ? {} : { expiresAt: lastDay && endOfLastDay(lastDay) }) };
    const written = await mergeLimits(tx, user, { baseVersion: version, submitted });
    if (Object.keys(written).length === 0) return saved(user, user.version);
    if (written.expiresAt && written.expiresAt <= now()) throw invalid({ lastDay: t("Choose today or a later day.") });
    if (written.expiresAt || written.readOnly) await requireKeeper(tx, user.organizationId, [userId]);
    await write(tx, viewer, user, { action: "users.set-expiry", written });
    if (isLoosened(user, written)) await requireGainGivable(tx, viewer, userId, null);
    return saved(user, user.version + 1);
  });
}

/** Whether the person may use their access longer, or change things again: which is giving it. */
const isLoosened = (user: Locked, { expiresAt, readOnly }: Partial<Locked>) =>
  readOnly === false || (expiresAt !== undefined && user.expiresAt !== null && (expiresAt === null || expiresAt > user.expiresAt));

/** Deactivates a person: no session, token or link of theirs works any more. Done already changes nothing. */
export async function deactivateUser(viewer: Viewer, { userId }: UserInput): Promise<{ id: number; message: string }> {
  authorize(viewer, "users.deactivate");
  return change(viewer, async (tx, viewer) => {
    const user = await requireUser(tx, viewer, userId, "users.deactivate");
    await deactivateWithin(tx, viewer, user);
    return { id: userId, message: t("{user} can no longer sign in.", { user: user.name }) };
  });
}

/** Brings a person back, with the access that is still valid. Done already changes nothing. */
export async function reactivateUser(viewer: Viewer, { userId }: UserInput): Promise<{ id: number; message: string }> {
  authorize(viewer, "users.deactivate");
  return change(viewer, async (tx, viewer) => {
    const user = await requireUser(tx, viewer, userId, "users.deactivate");
    await reactivateWithin(tx, viewer, user);
    return { id: userId, message: user.hasPassword ? t("{user} can sign in again.", { user: user.name }) : t("{user} is invited again.", { user: user.name }) };
  });
}
