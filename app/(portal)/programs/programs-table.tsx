"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { columnsFor } from "@/components/data-table/table-columns";
import { RelativeTime } from "@/components/ui/relative-time";
import type { ProgramRow } from "@/lib/domain/programs/rows";
import { programList, type ProgramList } from "@/lib/domain/programs/schema";
import { msg, t } from "@/lib/shared/language/text";
import { formatCount } from "@/lib/shared/numbers";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";

const column = columnsFor<ProgramRow>();
const columns = () =>
  column.columns([
    column.accessor("name", { header: t("Name") }),
    column.accessor("description", { header: t("What it is"), meta: { muted: true }, cell: ({ getValue }) => getValue() ?? "" }),
    column.accessor("enrolledCount", { id: "enrolled", header: t("Enrolled now"), meta: { align: "right" }, cell: ({ getValue }) => formatCount(getValue()) }),
    column.accessor("key", { header: t("Key"), meta: { muted: true } }),
    column.accessor("createdAt", { id: "created", header: t("Created"), meta: { align: "right", muted: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
  ]);

/** The list of programs. */
export function ProgramsTable({ page, list, mayCreate }: { page: Page<ProgramRow>; list: ProgramList; mayCreate: boolean }) {
  const shownColumns = useMemo(() => columns(), []);
  const action = mayCreate ? { action: { href: paths.newProgram(), label: t("New program") } } : {};
  return (
    <DataTable
      label={t("Programs")}
      noun={msg("{count, plural, =0 {no programs} one {# program} other {# programs}}")}
      columns={shownColumns}
      page={page}
      list={list}
      definition={programList}
      rowHref={({ id }) => paths.program(id)}
      empty={{ kind: "nothing", title: t("No programs yet."), sentence: t("Programs gather partners, for a time, across the tree."), ...action }}
    />
  );
}
