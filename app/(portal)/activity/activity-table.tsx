"use client";

import Link from "next/link";
import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import type { Option } from "@/components/ui/option";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import { recordTypes, type ActivityList } from "@/lib/domain/activity/schema";
import { msg, t } from "@/lib/shared/language/text";
import type { Page } from "@/lib/shared/page";
import type { ActivityLine } from "./describe";

const column = columnsFor<ActivityLine>();
const columns = column.columns([
  column.accessor("what", { header: msg("What") }),
  column.accessor("record", { header: msg("Record"), cell: ({ row }) => <RecordLink line={row.original} /> }),
  column.accessor("changes", { header: msg("Before and after"), cell: ({ getValue }) => <Changes changes={getValue()} /> }),
  column.accessor("who", { header: msg("Who") }),
  column.accessor("outcome", {
    header: msg("Outcome"),
    cell: ({ getValue }) => <Status tone={getValue() === "done" ? "ok" : "caution"}>{getValue() === "done" ? t("Done") : t("Refused")}</Status>,
  }),
  column.accessor("from", { header: msg("From"), meta: { muted: true } }),
  column.accessor("device", { header: msg("Device"), meta: { muted: true, optional: true } }),
  column.accessor("at", { header: msg("When"), meta: { align: "right", muted: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
]);

function RecordLink({ line: { record, type, href } }: { line: ActivityLine }) {
  return (
    <span>
      {href && record ? (
        <Link className="link" href={href} prefetch={false}>
          {record}
        </Link>
      ) : (
        record
      )}
      <span className="text-ink-2">{record ? `, ${type}` : type}</span>
    </span>
  );
}

const most = 4;

function Changes({ changes }: { changes: ActivityLine["changes"] }) {
  if (changes.length === 0) return null;
  return (
    <ul className="max-w-[44ch] text-xs wrap-anywhere">
      {changes.slice(0, most).map(({ field, before, after }) => (
        <li key={field}>
          <span className="text-ink-2">{field}</span> {before !== null && `${before} → `}
          {after ?? <span className="text-ink-3">{t("none")}</span>}
        </li>
      ))}
      {changes.length > most && <li className="text-ink-2">{t("and {count} more", { count: changes.length - most })}</li>}
    </ul>
  );
}

const outcomes = [
  { value: "done", label: msg("Done") },
  { value: "refused", label: msg("Refused") },
];

const typeWord: Record<string, string> = { organization: msg("Partner"), grant: msg("Access") };
const types = recordTypes.map((type) => ({ value: type, label: typeWord[type] ?? type.charAt(0).toUpperCase() + type.slice(1) }));

type Props = { page: Page<ActivityLine>; list: ActivityList; people: Option[]; actions: Option[]; record: Option[] };

export function ActivityTable({ page, list, people, actions, record }: Props) {
  const filters: FilterSpec[] = [
    { kind: "lookup", name: "person", label: t("Person"), fetchUrl: "/api/lookup/actors", chosen: people },
    { kind: "choice", name: "type", label: t("Record type"), options: types, multiple: true },
    { kind: "choice", name: "outcome", label: t("Outcome"), options: outcomes, multiple: false },
    { kind: "lookup", name: "action", label: t("Action"), fetchUrl: "/api/lookup/actions", chosen: actions },
    ...(record.length > 0 ? [{ kind: "choice", name: "record", label: t("Record"), options: record } as const] : []),
    { kind: "date", name: "from", label: t("Day"), verb: "from" },
    { kind: "date", name: "until", label: t("Day"), verb: "until" },
  ];
  return (
    <DataTable
      label={t("Activity")}
      noun={["entry", "entries"]}
      columns={columns}
      page={page}
      list={list}
      filters={filters}
      hideSearch
      empty={{ kind: "nothing", title: t("Nothing has happened yet"), sentence: t("Every change and every refused attempt will stand here.") }}
    />
  );
}
