"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import type { Option } from "@/components/ui/option";
import { RelativeTime } from "@/components/ui/relative-time";
import type { TaskRow } from "@/lib/domain/tasks/rows";
import { taskList, type TaskList } from "@/lib/domain/tasks/schema";
import { formatDate } from "@/lib/shared/dates";
import { msg, t } from "@/lib/shared/language/text";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { stepText } from "@/lib/shared/ready-checklists";
import { partnerFilter } from "../partner-filter";
import { TaskStatus } from "./task-status";

type Props = {
  page: Page<TaskRow>;
  list: TaskList;
  /** Labels of the partners and people that the list is filtered by; null where they may not be listed. */
  organizations: Option[] | null;
  /** Null on the list of one's own tasks, and where people may not be listed. */
  assignees: Option[] | null;
  isOwn: boolean;
  canAssign: boolean;
};

const column = columnsFor<TaskRow>();
const columns = (isOwn: boolean) => {
  const title = column.accessor(({ title }) => stepText(title), { id: "title", header: t("Task") });
  const assignee = column.accessor("assigneeName", { id: "assignee", header: t("Who") });
  const common = [
    column.accessor("dueOn", { id: "due", header: t("Due"), cell: ({ getValue }) => (getValue() ? formatDate(getValue()) : <span className="text-ink-3">{t("no day")}</span>) }),
    column.accessor("status", { header: t("Status"), cell: ({ row: { original } }) => <TaskStatus status={original.status} isOverdue={original.isOverdue} /> }),
    column.accessor("organizationName", { id: "organization", header: t("Partner"), meta: { muted: true } }),
    column.accessor("customerName", { id: "customer", header: t("Customer"), meta: { muted: true }, cell: ({ getValue }) => getValue() ?? t("none##customer") }),
    column.accessor("createdByName", { id: "by", header: t("Given by"), meta: { muted: true, optional: true }, cell: ({ getValue }) => getValue() ?? "Portico" }),
    column.accessor("createdAt", { id: "created", header: t("Given"), meta: { align: "right", muted: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
  ];
  return isOwn ? column.columns([title, ...common]) : column.columns([title, assignee, ...common]);
};

const statuses = (): Option[] => [
  { value: "open", label: t("open##state") },
  { value: "done", label: t("done") },
  { value: "cancelled", label: t("cancelled") },
];
const dues = (): Option[] => [
  { value: "overdue", label: t("overdue") },
  { value: "today", label: t("today") },
  { value: "week", label: t("within seven days") },
  { value: "never", label: t("no day") },
];

/** Tasks, the open ones first, by their day. */
export function TasksTable({ page, list, organizations, assignees, isOwn, canAssign }: Props) {
  const shownColumns = useMemo(() => columns(isOwn), [isOwn]);
  const filters: FilterSpec[] = [
    { kind: "choice", name: "status", label: t("Status"), options: statuses(), multiple: true, pinned: true },
    { kind: "choice", name: "due", label: t("Due"), options: dues(), pinned: true },
    ...(assignees && !isOwn ? [{ kind: "lookup" as const, name: "assignee", label: t("Who"), fetchUrl: "/api/lookup/users", chosen: assignees }] : []),
    ...partnerFilter(organizations),
  ];
  const action = canAssign ? { action: { href: paths.newTask(), label: t("New task") } } : {};
  return (
    <DataTable
      label={t("Tasks")}
      noun={msg("{count, plural, =0 {no tasks} one {# task} other {# tasks}}")}
      columns={shownColumns}
      page={page}
      list={list}
      definition={taskList}
      filters={filters}
      rowHref={(row) => paths.task(row.id)}
      empty={
        isOwn
          ? { kind: "nothing", title: t("Nothing to do"), sentence: t("What others ask you to do will stand here.") }
          : { kind: "nothing", title: t("No tasks yet"), sentence: t("Tasks of the people and customers you look after will stand here."), ...action }
      }
    />
  );
}
