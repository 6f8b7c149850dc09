"use client";

import { DataTable } from "@/components/data-table/data-table";
import { columnsFor } from "@/components/data-table/table-columns";
import type { TerritoryRow } from "@/lib/domain/territories/rows";
import { territoryList, type TerritoryList } from "@/lib/domain/territories/schema";
import { formatCount } from "@/lib/shared/numbers";
import type { Page } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";

const column = columnsFor<TerritoryRow>();
const columns = column.columns([
  column.accessor("name", { header: "Name" }),
  column.accessor("parentName", { id: "in", header: "In", cell: ({ getValue }) => getValue() ?? "" }),
  column.accessor("childCount", { id: "below", header: "Territories below", meta: { align: "right" }, cell: ({ getValue }) => formatCount(getValue()) }),
  column.accessor("organizationCount", { id: "partners", header: "Partners", meta: { align: "right" }, cell: ({ getValue }) => formatCount(getValue()) }),
  column.accessor("key", { header: "Key", meta: { muted: true } }),
]);
const filters = [{ kind: "lookup" as const, name: "parent", label: "Part", verb: "is that of", fetchUrl: "/api/lookup/territories" }];

/** The list of territories. */
export function TerritoriesTable({ page, list }: { page: Page<TerritoryRow>; list: TerritoryList }) {
  return (
    <DataTable
      label="Territories"
      noun={["territory", "territories"]}
      columns={columns}
      page={page}
      list={list}
      definition={territoryList}
      filters={filters}
      rowHref={({ id }) => paths.territory(id)}
      empty={{ kind: "nothing", title: "No territories yet." }}
    />
  );
}
