import "server-only";
import { authorizeSelf } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { defined } from "../../shared/fields";
import { t } from "../../shared/language/text";
import { change } from "../access/change";
import { mergeEdit } from "../activity/merge";
import { lockOwn, writeOwn, type Own } from "./saving";
import type { EditOwnProfileInput, PreferencesInput, ThemeInput } from "./schema";

type Saved = { id: number; version: number; message: string };

/** Edits one's own name and how to be reached, merged field by field with what others changed since. Throws `stale` on a clash. */
export async function editOwnProfile(viewer: Viewer, { version, ...fields }: EditOwnProfileInput): Promise<Saved> {
  authorizeSelf(viewer);
  return change(viewer, async (tx, viewer) => {
    const own = await lockOwn(tx, viewer);
    const edit = { recordType: "user", recordId: own.id, noun: "profile", baseVersion: version, current: own, submitted: defined(fields) as Partial<Own> };
    const written = await mergeEdit<Own>(tx, edit);
    if (Object.keys(written).length === 0) return { id: own.id, version: own.version, message: t("Nothing has changed.") };
    await writeOwn(tx, viewer, own, { action: "users.edit-own", written });
    return { id: own.id, version: own.version + 1, message: t("Your profile is saved.") };
  });
}

/** Keeps how one wants the portal. The last one to save wins: these are one person's own. */
export async function savePreferences(viewer: Viewer, preferences: PreferencesInput): Promise<{ id: number; message: string }> {
  authorizeSelf(viewer);
  await keep(viewer, preferences);
  return { id: viewer.facts.userId, message: t("Your preferences are saved.") };
}

/** Keeps the colours that were chosen in the menu. */
export async function saveTheme(viewer: Viewer, { theme }: ThemeInput): Promise<{ id: number }> {
  authorizeSelf(viewer);
  await keep(viewer, { theme });
  return { id: viewer.facts.userId };
}

function keep(viewer: Viewer, preferences: Partial<PreferencesInput>): Promise<void> {
  return change(viewer, async (tx, viewer) => {
    const own = await lockOwn(tx, viewer);
    const written = Object.fromEntries(Object.entries(preferences).filter(([name, value]) => own[name as keyof Own] !== value)) as Partial<Own>;
    if (Object.keys(written).length > 0) await writeOwn(tx, viewer, own, { action: "users.set-preferences", written });
  });
}
