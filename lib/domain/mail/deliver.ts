import "server-only";
import type { Mail } from "../../platform/db/generated/client";
import { now } from "../../platform/clock";
import { db } from "../../platform/db/client";
import { env } from "../../platform/env";
import { log } from "../../platform/log";
import { unseal } from "../../platform/seal";
import { languageOr } from "../../shared/language/languages";
import { transport } from "../../mail/transports/current";
import { MailRefused } from "../../mail/transports/transport";
import { natureOf, oneLine, writeMail, type Written } from "../../mail/write-mail";
import { mailPurpose, mostAttempts } from "./queue";

export type Attempt = { signal: AbortSignal };

type Waiting = Mail & { user: { status: string; timeZone: string | null } | null };

/**
 * Sends a mail that waits. Throws when it should be tried again; one that is refused for good, or was tried often enough, is marked failed.
 * Sent already changes nothing.
 */
export async function deliverMail(mailId: number, { signal }: Attempt): Promise<void> {
  const mail = await db().mail.findUnique({ where: { id: mailId }, include: { user: { select: { status: true, timeZone: true } } } });
  if (mail?.status !== "queued") return;
  const reason = uselessness(mail);
  if (reason) return end(mail, { status: "suppressed", error: reason });
  try {
    const letter = { ...(await write(mail)), to: { name: oneLine(mail.toName ?? "").replace(/[<>"\\]/g, ""), address: mail.to }, messageId: messageIdOf(mail), signal };
    const way = await transport();
    const { messageId } = await way.send(letter);
    const kept = way.name === "outbox" ? {} : { sealed: null };
    await db().mail.update({ where: { id: mail.id }, data: { status: "sent", sentAt: now(), via: way.name, messageId, attempts: mail.attempts + 1, error: null, nextAttemptAt: null, ...kept } });
  } catch (error) {
    await putOff(mail, error as Error);
  }
}

/** Why a mail need not be sent any more; null when it should be. */
function uselessness(mail: Waiting): string | null {
  if (mail.until && mail.until <= now()) return "It was too late for it.";
  if (mail.user?.status === "deactivated" && !natureOf(mail.template)?.toDeactivated) return "The person was deactivated.";
  return null;
}

async function write(mail: Waiting): Promise<Written> {
  try {
    return await writeMail(mail.template, openedData(mail), { locale: languageOr(mail.locale), timeZone: mail.user?.timeZone ?? undefined, portalUrl: env().PORTAL_URL });
  } catch (error) {
    log().error({ err: error, mail: mail.id }, "a mail cannot be written");
    throw new MailRefused((error as Error).name === "MailRefused" ? (error as Error).message : "The mail could not be written; the log says why.");
  }
}

/** What a mail is filled with. Throws when it was sealed under another secret. */
export function openedData({ sealed }: Pick<Mail, "sealed">): unknown {
  if (sealed === null) throw new MailRefused("What the mail said was forgotten when it had been sent.");
  try {
    return JSON.parse(unseal(mailPurpose, sealed));
  } catch (error) {
    throw new MailRefused("The mail was sealed under another AUTH_SECRET.", { cause: error });
  }
}

const messageIdOf = ({ id, createdAt }: Mail) => `portico-${id}-${createdAt.getTime()}@${new URL(env().PORTAL_URL).hostname}`;

async function putOff(mail: Mail, error: Error): Promise<void> {
  const attempts = mail.attempts + 1;
  const isOver = error instanceof MailRefused || attempts >= mostAttempts;
  log().warn({ mail: mail.id, attempts, error: error.message }, isOver ? "a mail failed for good" : "a mail was put off");
  if (isOver) return end(mail, { status: "failed", error: oneLine(error.message).slice(0, 500), attempts });
  const waits = Math.exp(Math.min(10, attempts)) * 1000; // as the queue waits
  await db().mail.update({ where: { id: mail.id }, data: { attempts, error: oneLine(error.message).slice(0, 500), nextAttemptAt: new Date(now().getTime() + waits) } });
  throw error;
}

/** Nothing more comes of it; what it would have said is forgotten. */
async function end(mail: Mail, data: { status: "failed" | "suppressed"; error: string; attempts?: number }): Promise<void> {
  await db().mail.update({ where: { id: mail.id }, data: { ...data, nextAttemptAt: null, sealed: null } });
}
