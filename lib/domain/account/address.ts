import "server-only";
import sql from "sql-template-tag";
import { authorizeSelf } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { minutesFromNow, now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { firstRow, rowsIn, type Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { hashToken, newToken } from "../../platform/token";
import { conflict, invalid, notFound, Problem } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { languageOr } from "../../shared/language/languages";
import { languageNow } from "../../shared/language/reader";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { recordActivity } from "../activity/record";
import { mailPerson, queueMail } from "../mail/queue";
import { selfOf } from "./saving";
import type { AskForAddressInput, TakeAddressInput } from "./schema";

const oneHour = 60;
const mostAnHour = 5;

type Own = { id: number; email: string; name: string; locale: string | null };

/**
 * Sends a link to the address that one wants to be known by; it counts once the link was used. Whether somebody else has the address is
 * not told: then nothing is sent there. Throws `too-many` after five in an hour.
 */
export async function askForAddress(viewer: Viewer, { email }: AskForAddressInput): Promise<{ id: number; message: string }> {
  authorizeSelf(viewer);
  return change(viewer, async (tx, viewer) => {
    const own = await lockedOwn(tx, viewer);
    if (email === own.email) throw invalid({ email: t("That is your address already.") });
    const asked = await tx.addressChange.count({ where: { userId: own.id, createdAt: { gt: minutesFromNow(-oneHour) } } });
    if (asked >= mostAnHour) throw new Problem("too-many", t("You asked for several addresses just now. Try again in an hour."));
    await tx.addressChange.deleteMany({ where: { userId: own.id, usedAt: null, createdAt: { lte: minutesFromNow(-oneHour) } } });
    const token = newToken();
    const until = minutesFromNow(oneHour);
    await tx.addressChange.create({ data: { userId: own.id, email, tokenHash: hashToken(token), createdAt: now(), expiresAt: until }, select: { id: true } });
    if (!(await isTaken(tx, email))) {
      const data = { name: own.name, path: paths.confirmAddress(token), until: until.toISOString() };
      await queueMail(tx, { template: "address-confirm", data, to: email, toName: own.name, userId: own.id, locale: languageOr(own.locale ?? languageNow()), until });
    }
    return { id: own.id, message: t("If {email} can be used, a link is on its way there. It works for an hour.", { email }) };
  });
}

async function lockedOwn(tx: Transaction, { facts }: Viewer): Promise<Own> {
  const [own] = await rowsIn<Own>(tx, sql`SELECT id, email, name, locale FROM users WHERE id = ${facts.userId} FOR NO KEY UPDATE`);
  if (!own) throw notFound("user");
  return own;
}

const isTaken = async (tx: Transaction, email: string) => (await tx.user.findUnique({ where: { email }, select: { id: true } })) !== null;

/** The address behind a link of one's own that still works; null otherwise. */
export async function addressAskedFor(viewer: Viewer, token: string): Promise<string | null> {
  authorizeSelf(viewer);
  const row = await firstRow<{ email: string }>(
    pool(),
    sql`SELECT email FROM address_changes WHERE token_hash = ${hashToken(token)} AND user_id = ${viewer.facts.userId} AND used_at IS NULL AND expires_at > ${now()}::timestamptz`,
  );
  return row?.email ?? null;
}

/**
 * Takes the address that the link was sent to. Only for the person who asked, signed in; once. Both addresses are told by mail. Throws
 * `conflict` for a link that no longer works or an address that somebody has got meanwhile.
 */
export async function takeAddress(viewer: Viewer, { token }: TakeAddressInput): Promise<{ id: number; href: string; message: string }> {
  authorizeSelf(viewer);
  return change(viewer, async (tx, viewer) => {
    const own = await lockedOwn(tx, viewer);
    const [used] = await rowsIn<{ email: string }>(
      tx,
      sql`UPDATE address_changes SET used_at = ${now()}::timestamptz WHERE token_hash = ${hashToken(token)} AND user_id = ${own.id} AND used_at IS NULL
        AND expires_at > ${now()}::timestamptz RETURNING email`,
    );
    if (!used) throw conflict(t("This link no longer works. Ask for a new one."));
    await mailPerson(tx, own.id, told(own, viewer, { change: "address-was-changed", what: used.email }));
    const taken = { field: "email", message: t("Somebody has an account with this address. Ask for another one.") };
    await uniqueOr(taken, tx.user.updateMany({ where: { id: own.id }, data: { email: used.email, version: { increment: 1 } } }));
    await tx.addressChange.deleteMany({ where: { userId: own.id, usedAt: null } });
    await mailPerson(tx, own.id, told(own, viewer, { change: "address-changed", what: used.email }));
    await recordActivity(tx, viewer, { ...selfOf(viewer), action: "users.change-address", before: { email: own.email }, after: { email: used.email } });
    return { id: own.id, href: paths.account(), message: t("Your account now uses {email}.", { email: used.email }) };
  });
}

const told = ({ name }: Own, { ip, device }: Viewer, { change, what }: { change: "address-changed" | "address-was-changed"; what: string }) =>
  ({ template: "account-changed", data: { name, change, at: now().toISOString(), what, ip, device } }) as const;
