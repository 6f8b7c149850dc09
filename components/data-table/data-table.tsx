"use client";

import { useTable, type RowSelectionState, type Updater } from "@tanstack/react-table";
import { useMemo, useState, type ReactNode } from "react";
import { EmptyState, type Empty } from "@/components/ui/empty-state";
import type { ListState } from "@/lib/shared/list-state";
import type { Page } from "@/lib/shared/page";
import { BulkBar, type Selection } from "./bulk-bar";
import { FilterBar } from "./filter-bar";
import type { FilterSpec } from "./filter-spec";
import { useListAddress } from "./list-address";
import { Pager } from "./pager";
import { SearchBox } from "./search-box";
import { features, type Columns, type TableRow } from "./table-columns";
import { TableBody } from "./table-body";
import { TableHead } from "./table-head";
import { ViewOptions, type ColumnChoice } from "./view-options";

type Props<Row extends TableRow> = {
  /** What the rows are: "Customers". */
  label: string;
  /** One and many of them; made from the label when absent. */
  noun?: readonly [one: string, many: string];
  columns: Columns<Row>;
  page: Page<Row>;
  list: ListState;
  /** What the list can be sorted by; from defineList. */
  definition?: { sorts: readonly string[] };
  filters?: FilterSpec[];
  /** Where a row leads. The first column's content becomes that link by itself. */
  rowHref?: (row: Row) => string | null;
  /** What stands there when there is nothing at all; "nothing matches" is known by itself. */
  empty: Exclude<Empty, { kind: "no-match" }>;
  /** Makes rows selectable; gives the actions for what is selected. */
  bulk?: (selection: Selection) => ReactNode;
  /** Whether bulk actions can also be asked for all matching rows. */
  canSelectAll?: boolean;
  /** Without search box, for lists inside another page. */
  hideSearch?: boolean;
};

const columnId = <Row extends TableRow>(column: Columns<Row>[number]): string =>
  column.id ?? ("accessorKey" in column ? String(column.accessorKey) : String(column.header));

/** Which columns are in sight, by the address or by the usual set; the first always is. */
function columnChoices<Row extends TableRow>(columns: Columns<Row>, list: ListState): ColumnChoice[] {
  return columns.map((column, index) => {
    const id = columnId(column);
    const isShown = index === 0 || (list.columns ? list.columns.includes(id) : column.meta?.optional !== true);
    const label = column.meta?.label ?? (typeof column.header === "string" ? column.header : id);
    return { id, label, isShown, isFixed: index === 0 };
  });
}

/** Rows selected by hand, over several pages; a new search or filter begins anew. */
function useSelection(list: ListState) {
  const question = JSON.stringify([list.search, list.filters]);
  const [held, setHeld] = useState<{ question: string; rows: RowSelectionState; all: boolean }>({ question, rows: {}, all: false });
  const current = held.question === question ? held : { question, rows: {}, all: false };
  const setRows = (update: Updater<RowSelectionState>) =>
    setHeld({ question, rows: typeof update === "function" ? update(current.rows) : update, all: false });
  const selection: Selection = {
    ids: Object.keys(current.rows).filter((id) => current.rows[id]),
    allMatching: current.all,
    clear: () => setHeld({ question, rows: {}, all: false }),
  };
  return { rows: current.rows, setRows, selection, selectAll: () => setHeld({ ...current, all: true }) };
}

const nounOf = (label: string) => [label.toLowerCase().replace(/s$/, ""), label.toLowerCase()] as const;

/** A list over one keyset page. It holds nothing but the selection: order, filters, columns and page are the address. */
export function DataTable<Row extends TableRow>(props: Props<Row>) {
  const { label, columns, page, list, definition, filters = [], rowHref, empty, bulk, canSelectAll = false } = props;
  const noun = props.noun ?? nounOf(label);
  const address = useListAddress(list);
  const picked = useSelection(list);
  const choices = columnChoices(columns, list);
  const shown = choices.filter(({ isShown }) => isShown).map(({ id }) => id);
  const visibility = useMemo(() => Object.fromEntries(choices.map(({ id, isShown }) => [id, isShown])), [shown.join()]);
  const sorting = useMemo(() => [{ id: list.sort, desc: list.direction === "desc" }], [list.sort, list.direction]);
  const table = useTable({
    features,
    columns,
    data: page.rows,
    getRowId: (row) => String(row.id),
    manualSorting: true,
    enableRowSelection: bulk !== undefined,
    state: { sorting, columnVisibility: visibility, rowSelection: picked.rows },
    onRowSelectionChange: picked.setRows,
  });
  const isNarrowed = list.search !== "" || Object.values(list.filters).some((values) => values && values.length > 0);
  const hasPicked = picked.selection.ids.length > 0;
  const pick = bulk
    ? { isAll: table.getIsAllRowsSelected(), isSome: table.getIsSomeRowsSelected(), toggle: table.toggleAllRowsSelected }
    : null;

  return (
    <div aria-busy={address.isPending || undefined} className="data-table">
      <div className="no-print mb-2.5 flex flex-wrap items-center gap-x-3 gap-y-2">
        {!props.hideSearch && <SearchBox label={label} list={list} address={address} />}
        <FilterBar list={list} address={address} filters={filters} />
        <div className="ml-auto">
          <ViewOptions list={list} address={address} columns={choices} />
        </div>
      </div>
      <div className="data-table-frame" tabIndex={0} role="region" aria-label={`${label}, table`}>
        {page.rows.length === 0 ? (
          <EmptyState {...(isNarrowed ? { kind: "no-match", clearHref: address.href({ search: "", filters: {} }) } : empty)} />
        ) : (
          <table>
            <caption className="sr-only">{label}</caption>
            <TableHead
              headers={table.getHeaderGroups()[0]?.headers ?? []}
              list={list}
              sorts={definition?.sorts ?? []}
              address={address}
              pick={pick}
            />
            <TableBody
              rows={table.getRowModel().rows}
              rowHref={rowHref}
              title={choices[0]?.id ?? ""}
              isSelectable={bulk !== undefined}
              shown={shown.join()}
            />
          </table>
        )}
      </div>
      {bulk && hasPicked && (
        <BulkBar
          selection={picked.selection}
          total={page.total}
          noun={noun}
          canSelectAll={canSelectAll && !picked.selection.allMatching && pick?.isAll === true && page.next !== null}
          onSelectAll={picked.selectAll}
        >
          {bulk(picked.selection)}
        </BulkBar>
      )}
      <Pager next={page.next} previous={page.previous} total={page.total} noun={noun} address={address} />
    </div>
  );
}
