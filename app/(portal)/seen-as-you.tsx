import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/relative-time";
import type { SeenAsMe } from "@/lib/domain/viewings/own";
import { t } from "@/lib/shared/language/text";

/** Who has seen the portal with the reader's eyes, when and why. */
export function SeenAsYou({ seen }: { seen: readonly SeenAsMe[] }) {
  return (
    <Panel id="seen-as-you" title={t("Who viewed the portal as you")} sentence={t("They could read what both of you may, and change nothing.")}>
      <SeenList seen={seen} />
    </Panel>
  );
}

/** The same as a bare list, the latest first. */
export const SeenList = ({ seen }: { seen: readonly SeenAsMe[] }) => (
  <ul className="flex flex-col gap-1 text-sm">
    {seen.map(({ id, by, reason, startedAt, endedAt }) => (
      <li key={id} className="wrap-anywhere">
        <b className="font-[560]">{by}</b>, <RelativeTime at={startedAt} />
        {endedAt === null && t(" and still")}: “{reason}”
      </li>
    ))}
  </ul>
);
