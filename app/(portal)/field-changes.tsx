import { t } from "@/lib/shared/language/text";

type Change = { field: string; before: string | null; after: string | null };

/** The first of a log line's changes, field by field, and how many more there are. */
export function FieldChanges({ changes, most }: { changes: readonly Change[]; most: number }) {
  if (changes.length === 0) return null;
  return (
    <ul className="max-w-[44ch] text-xs wrap-anywhere">
      {changes.slice(0, most).map(({ field, before, after }) => (
        <li key={field}>
          <span className="text-ink-2">{field}</span> {before !== null && (
            <>
              <span>{before}</span>
              {" → "}
            </>
          )}
          {after === null ? <span className="text-ink-3">{t("none")}</span> : <span>{after}</span>}
        </li>
      ))}
      {changes.length > most && <li className="text-ink-2">{t("and {count} more", { count: changes.length - most })}</li>}
    </ul>
  );
}
