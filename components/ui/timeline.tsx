import type { ReactNode } from "react";
import { t } from "@/lib/shared/language/text";
import { RelativeTime } from "./relative-time";

export type FieldChange = { field: string; before: string | null; after: string | null };

export type TimelineEntry = {
  id: string;
  who: ReactNode;
  /** What was done, following the name: "suspended Bryggen Hotell". */
  what: ReactNode;
  at: Date | string;
  /** Further words: why, from where, on whose behalf. */
  note?: ReactNode;
  changes?: FieldChange[];
  /** A refused attempt is told apart. */
  refused?: boolean;
};

const shown = (value: string | null) =>
  value === null || value === "" ? <span className="text-ink-3">{t("none")}</span> : value;

function Changes({ changes }: { changes: FieldChange[] }) {
  return (
    <dl className="mt-1 flex flex-col gap-0.5 text-sm">
      {changes.map(({ field, before, after }) => (
        <div key={field} className="flex flex-wrap gap-x-2">
          <dt className="text-ink-2">{field}</dt>
          <dd className="min-w-0 wrap-anywhere">
            <del className="text-ink-2 no-underline">{shown(before)}</del>
            <span aria-hidden="true" className="px-1.5 text-ink-3">
              →
            </span>
            <span className="sr-only"> {t("became")} </span>
            <ins className="no-underline">{shown(after)}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What happened, newest first: who, what, when, and each field before and after. */
export function Timeline({ entries, zone }: { entries: TimelineEntry[]; zone?: string }) {
  return (
    <ol className="flex flex-col">
      {entries.map((entry) => (
        <li key={entry.id} className="relative border-s border-line-2 pb-4 ps-5 last:border-transparent last:pb-0">
          <span
            aria-hidden="true"
            className={`absolute top-1.5 -start-1 size-[7px] rounded-full border-2 ${entry.refused ? "border-danger bg-panel" : "border-accent bg-accent"}`}
          />
          <p className="text-sm wrap-anywhere">
            <b>{entry.who}</b> {entry.what}{" "}
            <span className="text-xs whitespace-nowrap text-ink-2">
              <RelativeTime at={entry.at} zone={zone} />
            </span>
          </p>
          {entry.note && <p className="text-xs text-ink-2">{entry.note}</p>}
          {entry.changes && entry.changes.length > 0 && <Changes changes={entry.changes} />}
        </li>
      ))}
    </ol>
  );
}
