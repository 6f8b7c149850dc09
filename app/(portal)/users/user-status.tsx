import { Status, type Tone } from "@/components/ui/status";
import type { UserState } from "@/lib/domain/users/rows";

const words: Record<UserState, { tone: Tone; text: string }> = {
  active: { tone: "ok", text: "Active" },
  invited: { tone: "accent", text: "Invited" },
  expired: { tone: "caution", text: "Ended" },
  suspended: { tone: "caution", text: "Partner deactivated" },
  deactivated: { tone: "neutral", text: "Deactivated" },
};

/** What keeps a person out, or that nothing does, by shape, colour and word. */
export const UserStatus = ({ state }: { state: UserState }) => <Status tone={words[state].tone}>{words[state].text}</Status>;
