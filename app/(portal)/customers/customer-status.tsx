import { Status } from "@/components/ui/status";
import { msg, t } from "@/lib/shared/language/text";
import { writable } from "@/components/written/written";

const words = {
  active: { tone: "ok", text: msg("Active") },
  suspended: { tone: "caution", text: msg("Suspended") },
  archived: { tone: "neutral", text: msg("Archived") },
} as const;

/** A customer's state by colour, shape and word. */
export function CustomerStatus({ status }: { status: keyof typeof words }) {
  return <Status tone={words[status].tone}>{t(words[status].text)}</Status>;
}

writable(CustomerStatus);
