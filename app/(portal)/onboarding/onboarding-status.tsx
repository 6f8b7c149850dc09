import { Status } from "@/components/ui/status";
import type { OnboardingRow } from "@/lib/domain/onboarding/rows";
import { msg, t } from "@/lib/shared/language/text";

const words = {
  stalled: { tone: "caution", text: msg("Stalled") },
  running: { tone: "accent", text: msg("Under way") },
  finished: { tone: "ok", text: msg("Finished") },
} as const;

/** How an onboarding goes, by colour, shape and word. */
export const OnboardingStatus = ({ state }: Pick<OnboardingRow, "state">) => <Status tone={words[state].tone}>{t(words[state].text)}</Status>;
