import type { ActivityRow } from "@/lib/domain/activity/rows";
import { paths } from "@/lib/shared/paths";

/** A log row as the list shows it: plain words and a link to the record. */
export type ActivityLine = {
  id: number;
  at: Date;
  who: string;
  action: string;
  outcome: "done" | "refused";
  record: string;
  href: string | null;
  from: string;
  device: string;
  changes: string;
};

const pathOf: Record<string, (id: number) => string> = {
  customer: paths.customer,
  organization: paths.organization,
  user: paths.user,
  group: paths.group,
  role: paths.role,
  grant: paths.grant,
  territory: paths.territory,
  program: paths.program,
};

const shown = (value: unknown): string => {
  if (value === null || value === undefined || value === "") return "none";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

function changesOf({ before, after }: ActivityRow): string {
  const keys = Object.keys({ ...before, ...after }).filter((key) => key !== "version" && !key.startsWith("password"));
  const words = keys.slice(0, 4).map((key) => (before && key in before ? `${key}: ${shown(before[key])} → ${shown(after?.[key])}` : `${key}: ${shown(after?.[key])}`));
  return words.join("; ") + (keys.length > 4 ? ` and ${keys.length - 4} more` : "");
}

/** The row in words. */
export function describe(row: ActivityRow): ActivityLine {
  const { id, at, actorName, via, action, outcome, recordType, recordId, recordName, ip, device } = row;
  const href = recordId === null ? null : (pathOf[recordType]?.(recordId) ?? null);
  return { id, at, who: via ? `${actorName} (${via})` : actorName, action, outcome, record: `${recordName || "hidden"} · ${recordType}`, href, from: ip ?? "", device: device ?? "", changes: changesOf(row) };
}
