import type { ListState } from "@/lib/shared/list-state";
import type { Columns, TableRow } from "./table-columns";

export type ColumnChoice = { id: string; label: string; isShown: boolean; isFixed: boolean };

const idOf = <Row extends TableRow>(column: Columns<Row>[number]): string =>
  column.id ?? ("accessorKey" in column ? String(column.accessorKey) : String(column.header));

/** Which columns are in sight, by the address or by the usual set; the first always is. */
export function columnChoices<Row extends TableRow>(columns: Columns<Row>, list: ListState): ColumnChoice[] {
  return columns.map((column, index) => {
    const id = idOf(column);
    const isUsual = column.meta?.optional !== true;
    const isChosen = list.columns ? list.columns.includes(id) : isUsual;
    const label = column.meta?.label ?? (typeof column.header === "string" ? column.header : id);
    return { id, label, isShown: index === 0 || isChosen, isFixed: index === 0 };
  });
}
