import { Status } from "@/components/ui/status";
import type { ImportStatus } from "@/lib/domain/imports/schema";

const words = {
  uploaded: { tone: "neutral", text: "Not checked yet" },
  checking: { tone: "accent", text: "Checking" },
  checked: { tone: "accent", text: "Checked" },
  running: { tone: "accent", text: "Running" },
  done: { tone: "ok", text: "Imported" },
  failed: { tone: "danger", text: "Failed, nothing kept" },
} as const;

/** How far a file has come. */
export function ImportState({ status }: { status: ImportStatus }) {
  return <Status tone={words[status].tone}>{words[status].text}</Status>;
}
