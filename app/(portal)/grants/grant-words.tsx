import { Status } from "@/components/ui/status";
import type { GrantState as State } from "@/lib/domain/grants/rows";
import { formatDate } from "@/lib/shared/dates";

export const levelWords = { read: "read", write: "read and write" } as const;

/** Whether a grant counts now. */
export function GrantState({ grant }: { grant: { state: State; from: Date | string | null } }) {
  if (grant.state === "ended") return <Status tone="neutral">Ended</Status>;
  if (grant.state === "future") return <Status tone="caution">From {formatDate(grant.from)}</Status>;
  return <Status tone="ok">In force</Status>;
}
