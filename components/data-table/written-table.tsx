import type { Row } from "@tanstack/react-table";
import { written } from "@/components/written/written";
import type { ListState } from "@/lib/shared/list-state";
import type { ColumnChoice } from "./column-choices";
import type { ListAddress } from "./list-address";
import { BodyRow, shownOf, type CellSource } from "./table-body";
import type { Columns, Features, TableRow } from "./table-columns";
import { TableHead } from "./table-head";

type Definition<Data extends TableRow> = Columns<Data>[number];

/** The column as a table would make it, with the same value and the same cell for want of another. */
function sourceOf<Data extends TableRow>(columnDef: Definition<Data>, id: string): CellSource<Data> | null {
  const { accessorFn, accessorKey } = columnDef as { accessorFn?: CellSource<Data>["accessorFn"]; accessorKey?: keyof Data & string };
  if (accessorKey?.includes(".")) return null;
  const read = accessorFn ?? (accessorKey === undefined ? undefined : (row: Data) => row[accessorKey]);
  const cell: unknown = columnDef.cell ?? (({ getValue }: { getValue: () => unknown }) => (getValue() as string | number | null | undefined)?.toString() ?? null);
  return { id, accessorFn: read, columnDef: { ...columnDef, cell } as CellSource<Data>["columnDef"] };
}

type Props<Data extends TableRow> = {
  label: string;
  columns: Columns<Data>;
  rows: Data[];
  list: ListState;
  sorts: readonly string[];
  rowHref?: (row: Data) => string | null;
  address: ListAddress;
  choices: ColumnChoice[];
};

/** What stands in the table while nothing can be selected, as text: the very same markup (`LiveRows`), without a table that could change. Null where only React can write a cell. */
export function writtenTable<Data extends TableRow>({ label, columns, rows, list, sorts, rowHref, address, choices }: Props<Data>): string | null {
  const sources = columns.flatMap((column, at) => (choices[at]!.isShown ? [sourceOf<Data>(column, choices[at]!.id)] : []));
  if (!sources.every((source) => source !== null && typeof source.columnDef.header === "string")) return null;
  const inSight = sources as CellSource<Data>[];
  const title = choices[0]?.id ?? "";
  const shown = inSight.map((source) => shownOf(source, title));
  const headings = inSight.map(({ id, columnDef }) => ({ id, name: columnDef.header as string, align: columnDef.meta?.align }));
  return written(
    <>
      <caption className="sr-only">{label}</caption>
      <TableHead headings={headings} list={list} sorts={sorts} address={address} pick={null} />
      <tbody>
        {rows.map((original, index) => {
          const row = { id: String(original.id), index, original } as Row<Features, Data>;
          return BodyRow({ row, href: rowHref?.(original) ?? null, isSelected: null, columns: shown });
        })}
      </tbody>
    </>,
  );
}
