import "server-only";
import sql, { raw } from "sql-template-tag";
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

/** The columns of `users u` that hold them; the statement that reads a session reads them along. */
export const settingsColumns = raw(
  `u.locale, u.time_zone AS "timeZone", u.theme, u.sign_in_mail AS "signInMail", u.has_shortcuts AS "hasShortcuts", u.picture`,
);

/** What came along with a viewer's session: every page asks for it. */
const cameAlong = new WeakMap<Viewer, Settings>();

/** Keeps the settings that were read with the viewer, for as long as there is this viewer, which is one request. */
export function keepSettings(viewer: Viewer, { locale, timeZone, theme, signInMail, hasShortcuts, picture }: Settings): void {
  cameAlong.set(viewer, { locale, timeZone, theme, signInMail, hasShortcuts, picture });
}

/** How the person in front of the screen wants the portal: of whoever looks, when they look with another's eyes. */
export async function settingsOf(viewer: Viewer): Promise<Settings> {
  const known = cameAlong.get(viewer);
  if (known) return known;
  const userId = viewer.viewing?.by.userId ?? viewer.facts.userId;
  return (await firstRow<Settings>(pool(), sql`SELECT ${settingsColumns} FROM users u WHERE u.id = ${userId}`)) ?? fresh;
}
