"use client";

import { useMemo, type ReactNode } from "react";
import Link from "next/link";
import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import type { Option } from "@/components/ui/option";
import { RelativeTime } from "@/components/ui/relative-time";
import { rich } from "@/components/ui/rich";
import { Status } from "@/components/ui/status";
import { recordTypes, type ActivityList } from "@/lib/domain/activity/schema";
import { msg, t, type Message } from "@/lib/shared/language/text";
import type { Page } from "@/lib/shared/page";
import type { ActivityLine } from "./describe";
import { FieldChanges } from "../field-changes";

const column = columnsFor<ActivityLine>();
const columns = () =>
  column.columns([
    column.accessor("what", { header: t("What") }),
    column.accessor("record", { header: t("Record"), cell: ({ row }) => <RecordLink line={row.original} /> }),
    column.accessor("changes", { header: t("Before and after"), cell: ({ getValue }) => <FieldChanges changes={getValue()} most={4} /> }),
    column.accessor("who", { header: t("Who") }),
    column.accessor("outcome", {
      header: t("Outcome"),
      cell: ({ getValue }) => <Status tone={getValue() === "done" ? "ok" : "caution"}>{getValue() === "done" ? t("Done") : t("Refused")}</Status>,
    }),
    column.accessor("from", { header: t("From##where something was done"), meta: { muted: true } }),
    column.accessor("device", { header: t("Device"), meta: { muted: true, optional: true } }),
    column.accessor("at", { header: t("When"), meta: { align: "right", muted: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
  ]);

function RecordLink({ line: { record, type, href } }: { line: ActivityLine }) {
  const kind = (text: ReactNode) => <span className="text-ink-2">{text}</span>;
  if (!record) return kind(type);
  const name = href ? (
    <Link className="link" href={href} prefetch={false}>
      {record}
    </Link>
  ) : (
    record
  );
  return <span>{rich("{name}<kind>, {type}</kind>", { name, type, kind })}</span>;
}

const outcomes = (): Option[] => [
  { value: "done", label: t("Done") },
  { value: "refused", label: t("Refused") },
];

const typeWords: Record<(typeof recordTypes)[number], Message> = {
  customer: msg("Customer"),
  organization: msg("Partner"),
  user: msg("User"),
  group: msg("Group"),
  role: msg("Role"),
  grant: msg("Access"),
  territory: msg("Territory"),
  program: msg("Program"),
  import: msg("Import"),
  task: msg("Task"),
  onboarding: msg("Onboarding"),
  checklist: msg("Checklist"),
};
const types = (): Option[] => recordTypes.map((type) => ({ value: type, label: t(typeWords[type]) }));

type Props = { page: Page<ActivityLine>; list: ActivityList; people: Option[]; actions: Option[]; record: Option[] };

export function ActivityTable({ page, list, people, actions, record }: Props) {
  const shownColumns = useMemo(() => columns(), []);
  const filters: FilterSpec[] = [
    { kind: "lookup", name: "person", label: t("Person"), fetchUrl: "/api/lookup/actors", chosen: people },
    { kind: "choice", name: "type", label: t("Record type"), options: types(), multiple: true },
    { kind: "choice", name: "outcome", label: t("Outcome"), options: outcomes(), multiple: false },
    { kind: "lookup", name: "action", label: t("Action"), fetchUrl: "/api/lookup/actions", chosen: actions },
    ...(record.length > 0 ? [{ kind: "choice", name: "record", label: t("Record"), options: record } as const] : []),
    { kind: "date", name: "from", label: t("Day"), verb: t("from") },
    { kind: "date", name: "until", label: t("Day"), verb: t("until") },
  ];
  return (
    <DataTable
      label={t("Activity")}
      noun={msg("{count, plural, =0 {no entries} one {# entry} other {# entries}}")}
      columns={shownColumns}
      page={page}
      list={list}
      filters={filters}
      hideSearch
      empty={{ kind: "nothing", title: t("Nothing has happened yet"), sentence: t("Every change and every refused attempt will stand here.") }}
    />
  );
}
