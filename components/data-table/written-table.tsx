import type { ReactNode } from "react";
import { AppLink } from "@/components/ui/app-link";
import { written, writtenOpening } from "@/components/written/written";
import type { ListState } from "@/lib/shared/list-state";
import type { ColumnChoice } from "./column-choices";
import type { ListAddress } from "./list-address";
import { shownOf, type CellSource, type Shown } from "./table-body";
import type { Columns, TableRow } from "./table-columns";
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

/** What a template is given of its cell. It notes whether the row was looked at: if not, the value alone decides what stands there. */
class Cell<Data extends TableRow> {
  hasShownRow = false;
  constructor(
    private readonly original: Data,
    private readonly index: number,
    readonly value: unknown,
  ) {}
  get row() {
    this.hasShownRow = true;
    return { id: String(this.original.id), index: this.index, original: this.original };
  }
  getValue = () => this.value;
  renderValue = this.getValue;
}

type Writer<Data extends TableRow> = (original: Data, index: number) => string | null;

/** Writes the content of one column's cells. Many rows have the same value (a state, a day), which is written once. */
function contentWriter<Data extends TableRow>({ accessorFn, columnDef: { cell: template } }: CellSource<Data>): Writer<Data> {
  if (typeof template !== "function") return () => written(template);
  const kept = new Map<unknown, string | null>();
  return (original, index) => {
    const value: unknown = accessorFn?.(original, index);
    const known = kept.get(value);
    if (known !== undefined) return known;
    const cell = new Cell(original, index, value);
    const html = written((template as unknown as (cell: Cell<Data>) => ReactNode)(cell));
    if (!cell.hasShownRow) kept.set(value, html);
    return html;
  };
}

/** Writes the cells of one column, opening and all. */
function cellWriter<Data extends TableRow>(source: CellSource<Data>, { look, label, isTitle }: Shown<Data>): (original: Data, index: number, href: string | null) => string | null {
  const opening = writtenOpening("td", { className: look, "data-label": label });
  const contentOf = contentWriter(source);
  return (original, index, href) => {
    const content = contentOf(original, index);
    if (opening === null || content === null) return null;
    if (!isTitle || href === null) return `${opening}${content}</td>`;
    const link = written(<AppLink href={href} />);
    return link === null ? null : `${opening}${link.replace("</a>", () => `${content}</a>`)}</td>`;
  };
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
  const headings = inSight.map(({ id, columnDef }) => ({ id, name: columnDef.header as string, align: columnDef.meta?.align }));
  const head = written(
    <>
      <caption className="sr-only">{label}</caption>
      <TableHead headings={headings} list={list} sorts={sorts} address={address} pick={null} />
    </>,
  );
  const cells = inSight.map((source) => cellWriter(source, shownOf(source, title)));
  let body = "";
  for (const [index, original] of rows.entries()) {
    const href = rowHref?.(original) ?? null;
    body += "<tr>";
    for (const cell of cells) {
      const html = cell(original, index, href);
      if (html === null) return null;
      body += html;
    }
    body += "</tr>";
  }
  return head === null ? null : `${head}<tbody>${body}</tbody>`;
}
