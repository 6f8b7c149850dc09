"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import { ConfirmButton } from "@/components/form/confirm-button";
import { Status } from "@/components/ui/status";
import type { EnrollmentRow, EnrollmentState } from "@/lib/domain/programs/rows";
import { enrollmentList, type EnrollmentList } from "@/lib/domain/programs/schema";
import { formatDate } from "@/lib/shared/dates";
import { msg, t, type Message } from "@/lib/shared/language/text";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { endEnrollmentsAction } from "../actions";

const states: Record<EnrollmentState, { tone: "ok" | "caution" | "neutral"; label: Message }> = {
  current: { tone: "ok", label: msg("Enrolled") },
  future: { tone: "caution", label: msg("Not yet") },
  ended: { tone: "neutral", label: msg("Ended") },
};
const filters = (): FilterSpec[] => [
  {
    kind: "choice",
    name: "status",
    label: t("Status"),
    multiple: true,
    pinned: true,
    options: Object.entries(states).map(([value, { label }]) => ({ value, label: t(label) })),
  },
];

const column = columnsFor<EnrollmentRow>();
const columns = () =>
  column.columns([
    column.accessor("name", { header: t("Partner") }),
    column.accessor("state", { header: t("Status"), cell: ({ getValue }) => <Status tone={states[getValue()].tone}>{t(states[getValue()].label)}</Status> }),
    column.accessor("tier", { header: t("Tier"), cell: ({ getValue }) => getValue() ?? "" }),
    column.accessor("partnerType", { header: t("Type"), cell: ({ getValue }) => getValue() ?? "" }),
    column.accessor("from", { header: t("From"), meta: { align: "right" }, cell: ({ getValue }) => formatDate(getValue()) }),
    column.accessor("until", { header: t("Until"), meta: { align: "right" }, cell: ({ getValue }) => formatDate(getValue()) || t("no end") }),
  ]);

type Props = { page: Page<EnrollmentRow>; list: EnrollmentList; programId: number; programName: string; mayEnroll: boolean };

/** The partners of a program; the enrolment of those selected can be ended. */
export function EnrollmentsTable({ page, list, programId, programName, mayEnroll }: Props) {
  const shownColumns = useMemo(() => columns(), []);
  return (
    <DataTable
      label={t("Partners")}
      noun={msg("{count, plural, =0 {no partners} one {# partner} other {# partners}}")}
      columns={shownColumns}
      page={page}
      list={list}
      definition={enrollmentList}
      filters={filters()}
      rowHref={({ id }) => paths.organization(id)}
      empty={{ kind: "nothing", title: t("No partners in {programName} that you may see.", { programName }) }}
      {...(mayEnroll
        ? {
            bulk: ({ ids, clear }) => (
              <ConfirmButton
                label={t("End enrolment")}
                confirm={t("End {count, plural, one {# enrolment} other {# enrolments}}", { count: ids.length })}
                title={t("End the enrolment of {count, plural, one {# partner} other {# partners}} now?", { count: ids.length })}
                sentence={t("Whoever sees them only by {programName} no longer does, from the next moment on. One that has not begun is taken back.", { programName })}
                action={endEnrollmentsAction}
                values={{ programId, "organizations[]": ids }}
                onSuccess={clear}
              />
            ),
          }
        : {})}
    />
  );
}
