import { Status } from "@/components/ui/status";
import type { ImportStatus } from "@/lib/domain/imports/schema";
import { msg, t } from "@/lib/shared/language/text";

const words = {
  uploaded: { tone: "neutral", text: msg("Not checked yet") },
  checking: { tone: "accent", text: msg("Checking") },
  checked: { tone: "accent", text: msg("Checked") },
  running: { tone: "accent", text: msg("Running") },
  done: { tone: "ok", text: msg("Imported") },
  failed: { tone: "danger", text: msg("Failed, nothing kept") },
} as const;

/** How far a file has come. */
export function ImportState({ status }: { status: ImportStatus }) {
  return <Status tone={words[status].tone}>{t(words[status].text)}</Status>;
}
