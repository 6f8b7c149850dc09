import "server-only";
import { generateSecret, generateURI, verify } from "otplib";
import { toString as toQr } from "qrcode";
import sql from "sql-template-tag";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { rows, rowsIn, type Transaction } from "../../platform/db/connect";
import { seal, unseal } from "../../platform/seal";
import { conflict, invalid, notFound } from "../../shared/errors";
import { t } from "../../shared/language/text";

const purpose = "totp";
const period = 30;
export const mostApps = 5;

/** An authenticator app that is being set up: the QR code to scan, and the same secret to type. */
export type StartedApp = { id: number; qr: string; secret: string };

type Owner = { id: number; email: string };

/** Begins an app; it counts from its first right code. One that was begun and left is forgotten. */
export async function startApp(tx: Transaction, { id: userId, email }: Owner, name: string): Promise<StartedApp> {
  const held = await tx.totpFactor.count({ where: { userId, confirmedAt: { not: null } } });
  if (held >= mostApps) throw conflict(t("You have {mostApps} authenticator apps. Remove one that you do not use any more.", { mostApps }));
  await tx.totpFactor.deleteMany({ where: { userId, confirmedAt: null } });
  const secret = generateSecret();
  const { id } = await tx.totpFactor.create({ select: { id: true }, data: { userId, name, sealedSecret: seal(purpose, secret), createdAt: now() } });
  const uri = generateURI({ issuer: "Portico", label: email, secret });
  // Dark on light whatever the theme: that is what cameras read.
  const qr = await toQr(uri, { type: "svg", margin: 2, errorCorrectionLevel: "M" });
  return { id, qr, secret: secret.match(/.{1,4}/g)!.join(" ") };
}

/** The time step in which this code is right, at most one step from now; null when it is wrong. */
async function stepOf(sealedSecret: string, code: string): Promise<number | null> {
  if (!/^\d{6}$/.test(code)) return null;
  const secret = unseal(purpose, sealedSecret);
  const result = await verify({ secret, token: code, epoch: Math.floor(now().getTime() / 1000), epochTolerance: period });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}

/** A code as people type it. */
const digitsOf = (text: string) => text.replace(/[\s-]/g, "");

type Row = { id: number; sealedSecret: string };

/** Takes a first code, from which on the app counts. Throws `not-found` when it is not being set up, `invalid` for a wrong code. */
export async function confirmApp(tx: Transaction, userId: number, { factorId, code }: { factorId: number; code: string }): Promise<{ name: string }> {
  const [app] = await rowsIn<Row>(
    tx,
    sql`SELECT id, sealed_secret AS "sealedSecret" FROM totp_factors WHERE id = ${factorId} AND user_id = ${userId} AND confirmed_at IS NULL FOR UPDATE`,
  );
  if (!app) throw notFound("authenticator app");
  const step = await stepOf(app.sealedSecret, digitsOf(code));
  if (step === null) throw invalid({ code: t("This code is not right. Enter the six digits that the app shows now.") });
  return tx.totpFactor.update({ where: { id: app.id }, data: { confirmedAt: now(), lastStep: step, lastUsedAt: now() }, select: { name: true } });
}

/** Whether a code of one of the person's apps is right; of many posts of one code exactly one is answered yes. */
export async function spendAppCode(userId: number, text: string): Promise<boolean> {
  const apps = await rows<Row>(pool(), sql`SELECT id, sealed_secret AS "sealedSecret" FROM totp_factors WHERE user_id = ${userId} AND confirmed_at IS NOT NULL`);
  for (const { id, sealedSecret } of apps) {
    const step = await stepOf(sealedSecret, digitsOf(text));
    if (step === null) continue;
    const used = await rows(
      pool(),
      sql`UPDATE totp_factors SET last_step = ${step}, last_used_at = ${now()} WHERE id = ${id} AND last_step < ${step} RETURNING id`,
    );
    if (used.length === 1) return true;
  }
  return false;
}
