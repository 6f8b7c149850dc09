import "server-only";
import { subjectOf, writeMail, type Written } from "../../mail/write-mail";
import { db } from "../../platform/db/client";
import { env } from "../../platform/env";
import { log } from "../../platform/log";
import { notFound } from "../../shared/errors";
import { languageOr } from "../../shared/language/languages";
import { openedData } from "./deliver";
import { requireReader, type OutboxReader } from "./outbox-readers";

export type OutboxRow = { id: number; to: string; toName: string | null; subject: string; status: string; createdAt: Date };
export type OutboxMail = OutboxRow & Written & { from: string; locale: string };

const pageSize = 50;
const columns = { id: true, to: true, toName: true, template: true, sealed: true, locale: true, status: true, createdAt: true } as const;

type Row = { id: number; to: string; toName: string | null; template: string; sealed: string | null; locale: string; status: string; createdAt: Date };

/** The newest mails, or those before one, also those that only wait for their time; narrowed to an address or a part of it. */
export async function listOutbox(reader: OutboxReader, { search = "", before }: { search?: string; before?: number }): Promise<{ rows: OutboxRow[]; next: number | null }> {
  requireReader(reader);
  const where = { ...(search ? { to: { contains: search.replaceAll("\0", "").trim().toLowerCase() } } : {}), ...(before ? { id: { lt: before } } : {}) };
  const found = await db().mail.findMany({ where, select: columns, orderBy: { id: "desc" }, take: pageSize + 1 });
  const rows = found.slice(0, pageSize);
  return { rows: rows.map(toRow), next: found.length > pageSize ? rows.at(-1)!.id : null };
}

/** One mail as it would have been sent. */
export async function getOutboxMail(reader: OutboxReader, mailId: number): Promise<OutboxMail> {
  requireReader(reader);
  const mail = await db().mail.findUnique({ where: { id: mailId }, select: columns });
  if (!mail) throw notFound("mail");
  const row = toRow(mail);
  const written = mail.sealed === null ? { html: "", text: "", subject: row.subject } : await writeMail(mail.template, openedData(mail), readerOf(mail));
  return { ...row, ...written, from: env().MAIL_FROM, locale: mail.locale };
}

const readerOf = ({ locale }: Pick<Row, "locale">) => ({ locale: languageOr(locale), portalUrl: env().PORTAL_URL });

function toRow(mail: Row): OutboxRow {
  const { id, to, toName, status, createdAt } = mail;
  return { id, to, toName, status, createdAt, subject: subjectIn(mail) };
}

/** What cannot be opened any more, for instance after AUTH_SECRET was changed, is named by its kind. */
function subjectIn(mail: Row): string {
  try {
    return mail.sealed === null ? mail.template : subjectOf(mail.template, openedData(mail), readerOf(mail));
  } catch (error) {
    log().debug({ err: error, mail: mail.id }, "a mail of the outbox cannot be opened");
    return mail.template;
  }
}
