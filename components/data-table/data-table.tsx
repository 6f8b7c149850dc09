"use client";

import { flexRender, useTable } from "@tanstack/react-table";
import { useMemo, type ReactNode } from "react";
import { EmptyState, type Empty } from "@/components/ui/empty-state";
import { t, type Message } from "@/lib/shared/language/text";
import type { ListState } from "@/lib/shared/list-state";
import type { Page } from "@/lib/shared/page";
import { BulkBar, type Selection } from "./bulk-bar";
import { columnChoices, type ColumnChoice } from "./column-choices";
import { FilterBar } from "./filter-bar";
import type { FilterSpec } from "./filter-spec";
import { useListAddress, type ListAddress } from "./list-address";
import { Pager } from "./pager";
import { SearchBox } from "./search-box";
import { TableBody } from "./table-body";
import { features, type Columns, type TableRow } from "./table-columns";
import { TableHead, type Heading } from "./table-head";
import { useSelection } from "./use-selection";
import { ViewOptions } from "./view-options";
import { writtenTable } from "./written-table";

type Props<Row extends TableRow> = {
  /** What the rows are: "Customers". */
  label: string;
  /** So many of them: `{count, plural, =0 {no customers} one {# customer} other {# customers}}`. */
  noun: Message;
  columns: Columns<Row>;
  page: Page<Row>;
  list: ListState;
  /** What the list can be sorted by; from defineList. */
  definition?: { sorts: readonly string[] };
  filters?: FilterSpec[];
  /** Where a row leads. The first column's content becomes that link by itself. */
  rowHref?: (row: Row) => string | null;
  /** What stands there when there is nothing at all; "nothing matches" is known by itself. */
  empty: Exclude<Empty, { kind: "no-match" | "no-more" }>;
  /** Makes rows selectable; gives the actions for what is selected. */
  bulk?: (selection: Selection) => ReactNode;
  /** Whether bulk actions can also be asked for all matching rows. */
  canSelectAll?: boolean;
  /** Without search box, for lists inside another page. */
  hideSearch?: boolean;
};

type Picked = ReturnType<typeof useSelection>;
type Parts = { address: ListAddress; picked: Picked; choices: ColumnChoice[] };

const isNarrowed = (list: ListState) =>
  list.search !== "" || Object.values(list.filters).some((values) => values !== undefined && values.length > 0);

function useRows<Row extends TableRow>({ columns, page, list, bulk }: Props<Row>, { picked, choices }: Parts) {
  const shown = choices
    .filter(({ isShown }) => isShown)
    .map(({ id }) => id)
    .join();
  const visibility = useMemo(() => {
    const ids = shown.split(",");
    return Object.fromEntries(choices.map(({ id }) => [id, ids.includes(id)]));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the choices are new on each render, the ids in sight are not
  }, [shown]);
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
  // eslint-disable-next-line react-hooks/exhaustive-deps -- the table is one object; what is in sight changes with these
  const inSight = useMemo(() => table.getVisibleLeafColumns(), [table, columns, shown]);
  return { table, inSight };
}

/** A list over one keyset page. It holds nothing but the selection: order, filters, columns and page are the address. */
export function DataTable<Row extends TableRow>(props: Props<Row>) {
  const { label, noun, page, list, filters = [] } = props;
  const address = useListAddress(list);
  const picked = useSelection(list);
  const choices = columnChoices(props.columns, address.list);
  return (
    <div aria-busy={address.isPending || undefined} className="data-table">
      <div className="no-print mb-2.5 flex flex-wrap items-center gap-x-3 gap-y-2">
        {!props.hideSearch && <SearchBox label={label} list={list} address={address} />}
        <FilterBar list={list} address={address} filters={filters} />
        <div className="ms-auto">
          <ViewOptions address={address} columns={choices} />
        </div>
      </div>
      <div className="data-table-frame" tabIndex={0} role="region" aria-label={t("{label}, table", { label })}>
        {page.rows.length === 0 ? (
          <EmptyList address={address} list={list} empty={props.empty} />
        ) : (
          <Rows {...props} parts={{ address, picked, choices }} />
        )}
      </div>
      <Bulk {...props} noun={noun} picked={picked} />
      <Pager next={page.next} previous={page.previous} total={page.total} noun={noun} address={address} />
    </div>
  );
}

function EmptyList({ address, list, empty }: { address: ListAddress; list: ListState; empty: Empty }) {
  if (list.after !== null || list.before !== null) return <EmptyState kind="no-more" firstHref={address.href({})} />;
  if (!isNarrowed(list)) return <EmptyState {...empty} />;
  return <EmptyState kind="no-match" clearHref={address.href({ search: "", filters: {} })} />;
}

/** A page arrives with its table written as text; from then on, and where rows can be selected, the table is React's. */
function Rows<Row extends TableRow>({ parts, ...props }: Props<Row> & { parts: Parts }) {
  const { label, columns, page, list, definition, rowHref, bulk } = props;
  const html = typeof window === "undefined" && !bulk ? writtenTable({ label, columns, rows: page.rows, list, sorts: definition?.sorts ?? [], rowHref, ...parts }) : null;
  return html === null ? <LiveRows {...props} parts={parts} /> : <table dangerouslySetInnerHTML={{ __html: html }} />;
}

export function LiveRows<Row extends TableRow>({ parts, ...props }: Props<Row> & { parts: Parts }) {
  const { table, inSight } = useRows(props, parts);
  const isSelectable = props.bulk !== undefined;
  const headings = (table.getHeaderGroups()[0]?.headers ?? []).map((header): Heading => {
    const { id, columnDef } = header.column;
    return { id, name: flexRender(columnDef.header, header.getContext()), align: columnDef.meta?.align };
  });
  return (
    <table>
      <caption className="sr-only">{props.label}</caption>
      <TableHead
        headings={headings}
        list={props.list}
        sorts={props.definition?.sorts ?? []}
        address={parts.address}
        pick={
          isSelectable
            ? { isAll: table.getIsAllRowsSelected(), isSome: table.getIsSomeRowsSelected(), toggle: table.toggleAllRowsSelected }
            : null
        }
      />
      <TableBody
        rows={table.getRowModel().rows}
        columns={inSight}
        rowHref={props.rowHref}
        title={parts.choices[0]?.id ?? ""}
        isSelectable={isSelectable}
      />
    </table>
  );
}

type BulkProps<Row extends TableRow> = Pick<Props<Row>, "bulk" | "page" | "canSelectAll"> & {
  noun: Message;
  picked: Picked;
};

function Bulk<Row extends TableRow>({ bulk, page, canSelectAll, noun, picked }: BulkProps<Row>) {
  const { selection, rows, selectAll } = picked;
  if (!bulk || selection.ids.length === 0) return null;
  const isPageSelected = page.rows.every(({ id }) => rows[String(id)]);
  const offersAll = canSelectAll === true && isPageSelected && !selection.allMatching && page.next !== null;
  return (
    <BulkBar selection={selection} total={page.total} noun={noun} canSelectAll={offersAll} onSelectAll={selectAll}>
      {bulk(selection)}
    </BulkBar>
  );
}
