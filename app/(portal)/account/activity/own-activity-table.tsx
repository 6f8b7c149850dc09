"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import { RelativeTime } from "@/components/ui/relative-time";
import { Status } from "@/components/ui/status";
import type { OwnDeed } from "@/lib/domain/account/history";
import type { OwnActivityList } from "@/lib/domain/account/schema";
import { msg, t } from "@/lib/shared/language/text";
import type { Page } from "@/lib/shared/page";
import { FieldChanges } from "../../field-changes";

const column = columnsFor<OwnDeed>();
const columns = () =>
  column.columns([
    column.accessor("what", { header: t("What") }),
    column.accessor("record", { header: t("Record") }),
    column.accessor("changes", { header: t("Before and after"), cell: ({ getValue }) => <FieldChanges changes={getValue()} most={3} /> }),
    column.accessor("outcome", {
      header: t("Outcome"),
      cell: ({ getValue }) => <Status tone={getValue() === "done" ? "ok" : "caution"}>{getValue() === "done" ? t("Done") : t("Refused")}</Status>,
    }),
    column.accessor("from", { header: t("From##where something was done"), meta: { muted: true } }),
    column.accessor("device", { header: t("Device"), meta: { muted: true }, cell: ({ getValue }) => <span className="line-clamp-2 max-w-[28ch] wrap-anywhere">{getValue()}</span> }),
    column.accessor("at", { header: t("When"), meta: { align: "right", muted: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
  ]);

const filters = (): FilterSpec[] => [{ kind: "choice", name: "kind", label: t("Kind"), options: [{ value: "sign-in", label: t("sign-ins") }], pinned: true }];

export function OwnActivityTable({ page, list }: { page: Page<OwnDeed>; list: OwnActivityList }) {
  const shownColumns = useMemo(() => columns(), []);
  return (
    <DataTable
      label={t("Your activity")}
      noun={msg("{count, plural, =0 {no entries} one {# entry} other {# entries}}")}
      columns={shownColumns}
      page={page}
      list={list}
      filters={filters()}
      hideSearch
      empty={{ kind: "nothing", title: t("Nothing yet"), sentence: t("What you do, and each sign-in, will stand here.") }}
    />
  );
}
