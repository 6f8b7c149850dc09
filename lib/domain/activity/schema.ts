import { startOfDay } from "../../shared/dates";
import { defineList, type ListState } from "../../shared/list-state";

/** What the log can be narrowed by; newest first, always. `record` is a type and an id: `customer:12`. */
export const activityList = defineList({
  sorts: ["at"],
  defaultSort: "-at",
  filters: ["person", "action", "type", "outcome", "from", "until", "record"],
});
export type ActivityFilter = "person" | "action" | "type" | "outcome" | "from" | "until" | "record";
export type ActivityList = ListState<"at", ActivityFilter>;

/** The list with its days as they begin and end in the reader's zone, in which the log is shown as well. */
export function inZone(list: ActivityList, zone: string): ActivityList {
  const at = (days: string[] = [], later: number) => days.map((day) => startOfDay(day, zone, later)?.toISOString() ?? day);
  const { from, until } = list.filters;
  return { ...list, filters: { ...list.filters, ...(from && { from: at(from, 0) }), ...(until && { until: at(until, 1) }) } };
}

/** The types of records that log rows are about. */
export const recordTypes = ["customer", "organization", "user", "group", "role", "grant", "territory", "program", "import", "task", "onboarding", "checklist"] as const;
