import { defineList, type ListState } from "../../shared/list-state";

/** What the log can be narrowed by; newest first, always. `record` is a type and an id: `customer:12`. */
export const activityList = defineList({
  sorts: ["at"],
  defaultSort: "-at",
  filters: ["person", "action", "type", "outcome", "from", "until", "record"],
});
export type ActivityFilter = "person" | "action" | "type" | "outcome" | "from" | "until" | "record";
export type ActivityList = ListState<"at", ActivityFilter>;

/** The types of records that log rows are about. */
export const recordTypes = ["customer", "organization", "user", "group", "role", "grant", "territory", "program", "import", "task", "onboarding", "checklist"] as const;
