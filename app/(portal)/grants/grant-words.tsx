import { Status } from "@/components/ui/status";
import type { GrantState as State } from "@/lib/domain/grants/rows";
import { formatDate } from "@/lib/shared/dates";
import { msg, t } from "@/lib/shared/language/text";

export const levelWords = { read: msg("read"), write: msg("read and write") } as const;

type Props = { grant: { state: State; from: Date | string | null; until: Date | string | null } };

/** Whether a grant counts now, and when that changes. */
export function GrantState({ grant: { state, from, until } }: Props) {
  if (state === "ended") return <Status tone="neutral">{t("Ended {when}", { when: formatDate(until) })}</Status>;
  if (state === "future") return <Status tone="caution">{t("From {when}", { when: formatDate(from) })}</Status>;
  return <Status tone="ok">{until ? t("Until {when}", { when: formatDate(until) }) : t("In force")}</Status>;
}
