"use client";

import { useMemo } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { FilterSpec } from "@/components/data-table/filter-spec";
import type { Empty } from "@/components/ui/empty-state";
import type { OrganizationRow } from "@/lib/domain/organizations/rows";
import { organizationList, type OrganizationList } from "@/lib/domain/organizations/schema";
import { msg, t } from "@/lib/shared/language/text";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { organizationColumns } from "./organization-columns";

type Props = { page: Page<OrganizationRow>; list: OrganizationList; filters?: FilterSpec[]; empty: Exclude<Empty, { kind: "no-match" | "no-more" }>; hideSearch?: boolean };

/** A list of partners. */
export function OrganizationsTable({ page, list, filters, empty, hideSearch }: Props) {
  const shownColumns = useMemo(() => organizationColumns(), []);
  return (
    <DataTable
      label={t("Partners")}
      noun={msg("{count, plural, =0 {no partners} one {# partner} other {# partners}}")}
      columns={shownColumns}
      page={page}
      list={list}
      definition={organizationList}
      filters={filters}
      rowHref={({ id }) => paths.organization(id)}
      empty={empty}
      hideSearch={hideSearch}
    />
  );
}
