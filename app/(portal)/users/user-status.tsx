import { Status, type Tone } from "@/components/ui/status";
import type { PersonState } from "@/lib/domain/access/person-state";
import { formatDate, isPast } from "@/lib/shared/dates";
import { msg, t, type Message } from "@/lib/shared/language/text";

const words: Record<PersonState, { tone: Tone; text: Message }> = {
  active: { tone: "ok", text: msg("Active") },
  invited: { tone: "accent", text: msg("Invited") },
  expired: { tone: "caution", text: msg("Ended") },
  suspended: { tone: "caution", text: msg("Partner deactivated") },
  deactivated: { tone: "neutral", text: msg("Deactivated") },
};

/** What keeps a person out, or that nothing does, by shape, colour and word. */
export const UserStatus = ({ state }: { state: PersonState }) => <Status tone={words[state].tone}>{t(words[state].text)}</Status>;

/** Until when an invitation can be used, or that it needs a new link. */
export function LinkUntil({ until }: { until: Date | null }) {
  const text = linkText(until);
  return <span className="text-xs whitespace-nowrap text-ink-3">{text}</span>;
}

function linkText(until: Date | null): string {
  if (until === null) return t("no link");
  return isPast(until) ? t("link expired") : t("link until {when}", { when: formatDate(until) });
}
