import "server-only";
import sql from "sql-template-tag";
import type { MailData, MailName } from "../../mail/registry";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { addJob } from "../../platform/jobs";
import { seal } from "../../platform/seal";
import { canonicalEmail } from "../../shared/email";
import { defaultLanguage, languageOr, type Language } from "../../shared/language/languages";

export type Mail<Name extends MailName> = {
  template: Name;
  data: MailData[Name];
  /** The same key twice is the same mail: the second is not written. */
  key?: string;
  /** Not before. */
  after?: Date;
  /** Of no use after this moment: it is not sent then. */
  until?: Date;
};

type Recipient = { to: string; toName?: string | null; userId: number | null; locale?: Language };

/** What the data of mails are sealed for. */
export const mailPurpose = "mail";

/** Tried with waits from seconds to hours, about two days in all. */
export const mostAttempts = 16;

/**
 * Writes a mail in the transaction of what it tells about. It is sent soon after the commit, never when the transaction is taken back, and
 * nobody waits for it. Answers its number; null when a mail with its key was written before.
 */
export async function queueMail<Name extends MailName>(tx: Transaction, mail: Mail<Name> & Recipient): Promise<number | null> {
  const to = canonicalEmail(mail.to);
  if (!to) throw new Error("A mail needs one plain address.");
  const { toName = null, userId, template, key = null, after = null, until = null, locale = defaultLanguage } = mail;
  const sealed = seal(mailPurpose, JSON.stringify(mail.data));
  const [written] = await rowsIn<{ id: number }>(
    tx,
    sql`INSERT INTO mails (to_address, to_name, user_id, template, sealed, locale, dedupe_key, until, next_attempt_at)
      VALUES (${to}, ${toName}, ${userId}, ${template}, ${sealed}, ${locale}, ${key}, ${until}::timestamptz, coalesce(${after}::timestamptz, now()))
      ON CONFLICT (dedupe_key) DO NOTHING RETURNING id`,
  );
  if (!written) return null;
  await addJob(tx, "send-mail", { mailId: written.id }, { key: jobKeyOf(written.id), attempts: mostAttempts, isSlow: true, ...(after ? { runAt: after } : {}) });
  return written.id;
}

/** The same for somebody with an account, in the language that they chose or read last. Answers null as well when there is no such person. */
export async function mailPerson<Name extends MailName>(tx: Transaction, userId: number, mail: Mail<Name>): Promise<number | null> {
  const [person] = await rowsIn<{ email: string; name: string; locale: string | null }>(tx, sql`SELECT email, name, coalesce(locale, language_read) AS locale FROM users WHERE id = ${userId}`);
  return person ? queueMail(tx, { ...mail, userId, to: person.email, toName: person.name, locale: languageOr(person.locale) }) : null;
}

/** Mails of this kind to a person that have not gone out are of no use any more. */
export async function withdrawMails(tx: Transaction, userId: number, template: MailName, reason: string): Promise<void> {
  await rowsIn(
    tx,
    sql`UPDATE mails SET status = 'suppressed', sealed = NULL, next_attempt_at = NULL, error = ${reason}
      WHERE user_id = ${userId} AND template = ${template} AND status = 'queued' RETURNING id`,
  );
}

/** The key of the job that sends a mail. */
export const jobKeyOf = (mailId: number) => `mail:${mailId}`;
