import { Status } from "@/components/ui/status";
import type { GrantState as State } from "@/lib/domain/grants/rows";
import { formatDate } from "@/lib/shared/dates";

export const levelWords = { read: "read", write: "read and write" } as const;

type Props = { grant: { state: State; from: Date | string | null; until: Date | string | null } };

/** Whether a grant counts now, and when that changes. */
export function GrantState({ grant: { state, from, until } }: Props) {
  if (state === "ended") return <Status tone="neutral">Ended {formatDate(until)}</Status>;
  if (state === "future") return <Status tone="caution">From {formatDate(from)}</Status>;
  return <Status tone="ok">{until ? `Until ${formatDate(until)}` : "In force"}</Status>;
}
