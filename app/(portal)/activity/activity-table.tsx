"use client";

import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import { activityList, recordTypes, type ActivityList } from "@/lib/domain/activity/schema";
import type { Page } from "@/lib/shared/page";
import type { ActivityLine } from "./describe";

const column = columnsFor<ActivityLine>();
const columns = column.columns([
  column.accessor("who", { header: "Who" }),
  column.accessor("action", { header: "What" }),
  column.accessor("outcome", {
    header: "Outcome",
    cell: ({ getValue }) => <Status tone={getValue() === "done" ? "ok" : "caution"}>{getValue() === "done" ? "Done" : "Refused"}</Status>,
  }),
  column.accessor("record", { header: "Record" }),
  column.accessor("changes", { header: "Before → after", meta: { muted: true } }),
  column.accessor("from", { header: "From", meta: { muted: true } }),
  column.accessor("device", { header: "Device", meta: { muted: true, optional: true } }),
  column.accessor("at", { header: "When", meta: { align: "right", muted: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
]);

const outcomes = [
  { value: "done", label: "done" },
  { value: "refused", label: "refused" },
];

type Props = { page: Page<ActivityLine>; list: ActivityList; canFindPeople: boolean };

export function ActivityTable({ page, list, canFindPeople }: Props) {
  const filters: FilterSpec[] = [
    ...(canFindPeople ? [{ kind: "lookup", name: "person", label: "Person", fetchUrl: "/api/lookup/actors" } as const] : []),
    { kind: "choice", name: "type", label: "Record type", options: recordTypes.map((type) => ({ value: type, label: type })), multiple: true },
    { kind: "choice", name: "outcome", label: "Outcome", options: outcomes },
    { kind: "text", name: "action", label: "Action" },
    { kind: "date", name: "from", label: "Day", verb: "from" },
    { kind: "date", name: "until", label: "Day", verb: "until" },
  ];
  return (
    <DataTable
      label="Activity"
      noun={["entry", "entries"]}
      columns={columns}
      page={page}
      list={list}
      definition={activityList}
      filters={filters}
      rowHref={(row) => row.href}
      empty={{ kind: "nothing", title: "Nothing has happened yet", sentence: "Every change and every refused attempt will stand here." }}
    />
  );
}
