import { Status } from "@/components/ui/status";
import type { TaskStatus as State } from "@/lib/domain/tasks/rows";

const words = {
  open: { tone: "accent", text: "Open" },
  done: { tone: "ok", text: "Done" },
  cancelled: { tone: "neutral", text: "Cancelled" },
} as const;

/** A task's state by colour, shape and word; one that should have been done by now says so. */
export function TaskStatus({ status, isOverdue = false }: { status: State; isOverdue?: boolean }) {
  if (isOverdue) return <Status tone="caution">Overdue</Status>;
  return <Status tone={words[status].tone}>{words[status].text}</Status>;
}
