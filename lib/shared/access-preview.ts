import { t } from "./language/text";

/**
 * "Open a customer's profile" for so many people on so many records, each counted once; archived customers are counted apart, as in lists.
 * `isEach` says that every one of the people changes on all of the records.
 */
export type PreviewSum = { permission: string; deed: string; unit: "customer" | "organization"; people: number; records: number; archived: number; isEach: boolean };

/** Permissions of one person that change on equally many records. */
export type PreviewDeeds = { unit: "customer" | "organization"; records: number; archived: number; deeds: string[] };

/** One person; whoever is invited is shown as they will be once they have accepted. */
export type PreviewRow = { id: number; name: string; organization: string; isInvited: boolean; gained: PreviewDeeds[]; lost: PreviewDeeds[] };

/** What saving would change about anybody's access, for the person who is about to save. */
export type AccessPreview = {
  /** Sent back with the save; without it nothing is saved. */
  token: string;
  people: number;
  gained: PreviewSum[];
  lost: PreviewSum[];
  /** People whose rights change, though no record of today shows it. */
  later: number;
  /** The people, by name, whom the reader may see; `from` is how many come before these. */
  rows: PreviewRow[];
  from: number;
  visible: number;
  /** Some customers, by name, that somebody gains or loses, as far as the reader may see them. */
  samples: { gained: { id: number; name: string }[]; lost: { id: number; name: string }[] };
};

/** "340 customers", "1 partner", "3 customers and 2 archived ones". */
export function recordsInWords({ unit, records, archived }: Pick<PreviewSum, "unit" | "records" | "archived">): string {
  const shown = unit === "customer" ? t("{count, plural, one {# customer} other {# customers}}", { count: records }) : t("{count, plural, one {# partner} other {# partners}}", { count: records });
  if (archived === 0) return shown;
  if (records === 0) return t("{count, plural, one {# archived customer} other {# archived customers}}", { count: archived });
  return t("{shown} and {count, plural, one {# archived one} other {# archived ones}}", { shown, count: archived });
}
