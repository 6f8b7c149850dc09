"use client";

import { DataTable } from "@/components/data-table/data-table";
import { columnsFor } from "@/components/data-table/table-columns";
import type { TerritoryRow } from "@/lib/domain/territories/rows";
import { territoryList, type TerritoryList } from "@/lib/domain/territories/schema";
import { msg, t } from "@/lib/shared/language/text";
import { formatCount } from "@/lib/shared/numbers";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";

const column = columnsFor<TerritoryRow>();
const columns = column.columns([
  column.accessor("name", { header: msg("Name") }),
  column.accessor("parentName", { id: "in", header: "In", cell: ({ getValue }) => getValue() ?? "" }),
  column.accessor("childCount", { id: "below", header: msg("Territories below"), meta: { align: "right" }, cell: ({ getValue }) => formatCount(getValue()) }),
  column.accessor("organizationCount", { id: "partners", header: msg("Partners"), meta: { align: "right" }, cell: ({ getValue }) => formatCount(getValue()) }),
  column.accessor("key", { header: msg("Key"), meta: { muted: true } }),
]);
const filters = [{ kind: "lookup" as const, name: "parent", label: msg("Part"), verb: "is that of", fetchUrl: "/api/lookup/territories" }];

/** The list of territories. */
export function TerritoriesTable({ page, list }: { page: Page<TerritoryRow>; list: TerritoryList }) {
  return (
    <DataTable
      label={t("Territories")}
      noun={["territory", "territories"]}
      columns={columns}
      page={page}
      list={list}
      definition={territoryList}
      filters={filters}
      rowHref={({ id }) => paths.territory(id)}
      empty={{ kind: "nothing", title: t("No territories yet.") }}
    />
  );
}
