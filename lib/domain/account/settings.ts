import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow } from "../../platform/db/connect";
import type { Language } from "../../shared/language/languages";
import type { signInMails, themes } from "./schema";

export type Settings = {
  /** Null is the browser's. */
  locale: Language | null;
  timeZone: string | null;
  theme: (typeof themes)[number];
  signInMail: (typeof signInMails)[number];
  hasShortcuts: boolean;
  /** The address of the own picture; null without one. */
  picture: string | null;
};

const fresh: Settings = { locale: null, timeZone: null, theme: "system", signInMail: "new", hasShortcuts: true, picture: null };

/** How the person in front of the screen wants the portal: of whoever looks, when they look with another's eyes. */
export async function settingsOf({ facts, viewing }: Viewer): Promise<Settings> {
  const userId = viewing?.by.userId ?? facts.userId;
  const found = await firstRow<Settings>(
    pool(),
    sql`SELECT locale, time_zone AS "timeZone", theme, sign_in_mail AS "signInMail", has_shortcuts AS "hasShortcuts", picture FROM users WHERE id = ${userId}`,
  );
  return found ?? fresh;
}
