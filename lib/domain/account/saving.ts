import "server-only";
import sql from "sql-template-tag";
import { homeOf, type Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { notFound } from "../../shared/errors";
import { changeOf } from "../activity/merge";
import { recordActivity, type ActivitySubject } from "../activity/record";
import { subjectOf } from "../users/saving";
import type { Settings } from "./settings";

/** One's own row as a write sees it. */
export type Own = Settings & { id: number; name: string; organizationId: number; phone: string | null; contactNote: string | null; version: number };

/** One's own row, locked for writing. */
export async function lockOwn(tx: Transaction, { facts }: Viewer): Promise<Own> {
  const [own] = await rowsIn<Own>(
    tx,
    sql`SELECT id, name, organization_id AS "organizationId", phone, contact_note AS "contactNote", locale, time_zone AS "timeZone", theme,
        sign_in_mail AS "signInMail", has_shortcuts AS "hasShortcuts", picture, version
      FROM users WHERE id = ${facts.userId} FOR NO KEY UPDATE`,
  );
  if (!own) throw notFound("user");
  return own;
}

/** Writes fields of one's own row and the log row that says so. */
export async function writeOwn(tx: Transaction, viewer: Viewer, own: Own, { action, written }: { action: string; written: Partial<Own> }): Promise<void> {
  await tx.user.updateMany({ where: { id: own.id }, data: { ...written, version: own.version + 1 } as object });
  await recordActivity(tx, viewer, { ...subjectOf({ ...own, ...written }), action, ...changeOf<Own>(own, written) });
}

/** What the log says about oneself. */
export const selfOf = ({ facts }: Viewer): ActivitySubject => subjectOf({ id: facts.userId, name: facts.name, organizationId: homeOf(facts) });
