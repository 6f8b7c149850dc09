import type { ReactNode } from "react";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/relative-time";
import { rich } from "@/components/ui/rich";
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
    {seen.map((one) => (
      <li key={one.id} className="wrap-anywhere">
        {seenWords(one)}
      </li>
    ))}
  </ul>
);

function seenWords({ by, reason, startedAt, endedAt }: SeenAsMe): ReactNode {
  const parts = { by, reason, when: <RelativeTime at={startedAt} />, b: (text: ReactNode) => <b className="font-[560]">{text}</b> };
  return endedAt === null ? rich("<b>{by}</b>, {when} and still: “{reason}”", parts) : rich("<b>{by}</b>, {when}: “{reason}”", parts);
}
