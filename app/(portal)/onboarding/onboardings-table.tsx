"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import { columnsFor } from "@/components/data-table/table-columns";
import type { Option } from "@/components/ui/option";
import { RelativeTime } from "@/components/ui/relative-time";
import type { OnboardingRow } from "@/lib/domain/onboarding/rows";
import { onboardingList, type OnboardingList } from "@/lib/domain/onboarding/schema";
import { formatDate } from "@/lib/shared/dates";
import { msg, t } from "@/lib/shared/language/text";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { stepText } from "@/lib/shared/ready-checklists";
import { partnerFilter } from "../partner-filter";
import { OnboardingStatus } from "./onboarding-status";

const column = columnsFor<OnboardingRow>();
const columns = () =>
  column.columns([
    column.accessor("userName", { id: "person", header: t("Person") }),
    column.accessor("organizationName", { id: "organization", header: t("Partner") }),
    column.accessor(({ name }) => stepText(name), { id: "name", header: t("Checklist"), meta: { muted: true } }),
    column.accessor("doneCount", {
      id: "progress",
      header: t("Done"),
      cell: ({ row: { original } }) => (
        <span className="flex items-center gap-2 whitespace-nowrap">
          <progress className="bar !w-20" value={original.doneCount} max={Math.max(original.stepCount, 1)} aria-hidden="true" />
          {t("{doneCount} of {stepCount}", { doneCount: original.doneCount, stepCount: original.stepCount })}
        </span>
      ),
    }),
    column.accessor("state", { header: t("State"), cell: ({ getValue }) => <OnboardingStatus state={getValue()} /> }),
    column.accessor("nextDue", { id: "due", header: t("Next step due"), cell: ({ getValue }) => (getValue() ? formatDate(getValue()) : <span className="text-ink-3">{t("none##next step")}</span>) }),
    column.accessor("inviterName", { id: "inviter", header: t("Invited by"), meta: { muted: true }, cell: ({ getValue }) => getValue() ?? "Portico" }),
    column.accessor("nudgedAt", { id: "reminded", header: t("Reminded"), meta: { muted: true, optional: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
    column.accessor("createdAt", { id: "started", header: t("Begun"), meta: { align: "right", muted: true }, cell: ({ getValue }) => <RelativeTime at={getValue()} /> }),
  ]);

const states = (): Option[] => [
  { value: "stalled", label: t("stalled") },
  { value: "running", label: t("under way") },
  { value: "finished", label: t("finished") },
];

type Props = { page: Page<OnboardingRow>; list: OnboardingList; organizations: Option[] | null };

/** Checklists under way, what has stalled first. */
export function OnboardingsTable({ page, list, organizations }: Props) {
  const shownColumns = useMemo(() => columns(), []);
  const filters: FilterSpec[] = [{ kind: "choice", name: "state", label: t("State"), options: states(), multiple: true, pinned: true }, ...partnerFilter(organizations)];
  return (
    <DataTable
      label={t("Onboarding")}
      noun={msg("{count, plural, =0 {no checklists} one {# checklist} other {# checklists}}")}
      columns={shownColumns}
      page={page}
      list={list}
      definition={onboardingList}
      filters={filters}
      rowHref={(row) => paths.onboarding(row.id)}
      empty={{ kind: "nothing", title: t("Nobody is being brought on"), sentence: t("People who are invited with a role that has a checklist will stand here.") }}
    />
  );
}
