import { Status } from "@/components/ui/status";
import type { TaskStatus as State } from "@/lib/domain/tasks/rows";
import { msg, t } from "@/lib/shared/language/text";

const words = {
  open: { tone: "accent", text: msg("Open##state") },
  done: { tone: "ok", text: msg("Done") },
  cancelled: { tone: "neutral", text: msg("Cancelled") },
} as const;

/** A task's state by colour, shape and word; one that should have been done by now says so. */
export function TaskStatus({ status, isOverdue = false }: { status: State; isOverdue?: boolean }) {
  if (isOverdue) return <Status tone="caution">{t("Overdue")}</Status>;
  return <Status tone={words[status].tone}>{t(words[status].text)}</Status>;
}
