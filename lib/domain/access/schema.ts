import { defineList, type ListState } from "../../shared/list-state";

/** How the people who may do something with a record are listed; the permission asked about is a filter of it. */
export const whoList = defineList({ sorts: ["name"], filters: ["permission", "type", "record"], limit: 25 });
export type WhoList = ListState<"name", "permission" | "type" | "record">;
