import { defaultLanguage } from "../../shared/language/languages";
import { inLanguage } from "../../shared/language/reader";
import { t } from "../../shared/language/text";
import type { ItemKind, ReceiptItem } from "./rows";

/** Says why a thing did not come back; `heir` has it, or had it. */
type Note = (heir: string | null) => string;

export const stays: Note = () => t("It stays as it is.");
export const nobodyLeft: Note = () => t("Nobody had to be taken out of it any more.");

export const whyNot: Record<ItemKind, Note> = {
  customer: (heir) => (heir ? t("No longer with {heir}, or not yours to reassign. It stays as it is.", { heir }) : t("No longer with the heir, or not yours to reassign. It stays as it is.")),
  group: stays,
  task: (heir) => (heir ? t("Done, cancelled, or no longer with {heir}. It stays as it is.", { heir }) : t("Done, cancelled, or no longer with the heir. It stays as it is.")),
  invitation: (heir) => (heir ? t("Accepted, revoked, or no longer with {heir}. It stays as it is.", { heir }) : t("Accepted, revoked, or no longer with the heir. It stays as it is.")),
  token: () => t("Its time is over. A new token can be made."),
};

/** A note as the receipt keeps it: in English, whoever undoes the leaving. */
export const keptNote = (note: Note, heir: string | null): string => inLanguage(defaultLanguage, () => note(heir));

/** A kept note in the reader's language; other refusals stay as they were kept. */
export function saidNote({ kind, heir, note }: Pick<ReceiptItem, "kind" | "heir" | "note">): string | null {
  const known = [whyNot[kind], nobodyLeft].find((each) => keptNote(each, heir) === note);
  return known ? known(heir) : note;
}
