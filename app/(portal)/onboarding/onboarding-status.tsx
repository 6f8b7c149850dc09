import { Status } from "@/components/ui/status";
import type { OnboardingRow } from "@/lib/domain/onboarding/rows";

const words = {
  stalled: { tone: "caution", text: "Stalled" },
  running: { tone: "accent", text: "Under way" },
  finished: { tone: "ok", text: "Finished" },
} as const;

/** How an onboarding goes, by colour, shape and word. */
export const OnboardingStatus = ({ state }: Pick<OnboardingRow, "state">) => <Status tone={words[state].tone}>{words[state].text}</Status>;
