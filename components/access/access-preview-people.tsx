"use client";

import { Button } from "@/components/ui/button";
import { recordsInWords, type AccessPreview, type PreviewDeeds, type PreviewRow } from "@/lib/shared/access-preview";
import { t } from "@/lib/shared/language/text";
import { formatCount } from "@/lib/shared/numbers";

type Props = { preview: AccessPreview; isPending: boolean; onPage: (from: number) => void };

const pageSize = 50;

/** Who gains and loses what, a page at a time; people whom the reader may not see are only counted. */
export function AccessPreviewPeople({ preview, isPending, onPage }: Props) {
  const { rows, from, visible, people, later } = preview;
  const hidden = people + later - visible;
  const goTo = (at: number) => !isPending && onPage(at);
  return (
    <section className="flex flex-col gap-2 text-sm">
      <h3 className="font-[620]">{t("People")}</h3>
      {rows.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {rows.map((row) => (
            <Person key={row.id} row={row} />
          ))}
        </ul>
      )}
      {visible > pageSize && (
        <div className="flex flex-wrap items-center gap-2">
          <span role="status" className="text-ink-2">
            {t("{first} to {last} of {total}", { first: formatCount(from + 1), last: formatCount(from + rows.length), total: formatCount(visible) })}
          </span>
          {from > 0 && (
            <Button size="small" onClick={() => goTo(Math.max(0, from - pageSize))} aria-disabled={isPending || undefined}>
              {t("Previous")}
            </Button>
          )}
          {from + rows.length < visible && (
            <Button size="small" onClick={() => goTo(from + pageSize)} aria-disabled={isPending || undefined}>
              {t("Next")}
            </Button>
          )}
        </div>
      )}
      {hidden > 0 && <p className="text-ink-2">{t("{people} you may not see.", { people: t("{count, plural, one {# person} other {# people}}", { count: hidden }) })}</p>}
    </section>
  );
}

function Person({ row: { name, organization, isInvited, gained, lost } }: { row: PreviewRow }) {
  return (
    <li className="flex flex-col gap-0.5 py-2 sm:grid sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)] sm:gap-x-4">
      <div className="min-w-0">
        <div className="font-[560] break-words">{name}</div>
        <div className="text-xs break-words text-ink-2">{organization}</div>
        {isInvited && <div className="text-xs text-ink-2">{t("Once the invitation is accepted")}</div>}
      </div>
      <div className="min-w-0 break-words">
        {lost.map((deeds) => (
          <p key={recordsInWords(deeds) + deeds.deeds[0]} className="text-caution">
            {t("Loses on {records}: {deeds}.", valuesOf(deeds))}
          </p>
        ))}
        {gained.map((deeds) => (
          <p key={recordsInWords(deeds) + deeds.deeds[0]}>{t("Gains on {records}: {deeds}.", valuesOf(deeds))}</p>
        ))}
        {gained.length + lost.length === 0 && <p className="text-ink-2">{t("Changes only for records that come later.")}</p>}
      </div>
    </li>
  );
}

const shown = 3;

function valuesOf(deeds: PreviewDeeds) {
  const [first, more] = [deeds.deeds.slice(0, shown).join("; "), deeds.deeds.length - shown];
  return { records: recordsInWords(deeds), deeds: more > 0 ? t("{deeds} and {count} more##deeds", { deeds: first, count: more }) : first };
}
