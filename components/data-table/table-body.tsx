"use client";

import type { CellContext, Column, Row } from "@tanstack/react-table";
import { useRouter } from "next/navigation";
import { memo, useMemo, type MouseEvent, type ReactNode } from "react";
import { AppLink } from "@/components/ui/app-link";
import { classNames } from "@/components/ui/class-names";
import { t } from "@/lib/shared/language/text";
import type { Features, TableRow } from "./table-columns";

/** A column in sight as its cells need it, worked out once and not cell by cell. */
export type Shown<Data extends TableRow> = {
  id: string;
  isTitle: boolean;
  look: string | undefined;
  label: string | undefined;
  content: (row: Row<Features, Data>) => ReactNode;
};

type Context<Data extends TableRow> = CellContext<Features, Data, unknown>;

/** What is asked of a column; one that stands in no table can say it too. */
export type CellSource<Data extends TableRow> = Pick<Column<Features, Data>, "id" | "columnDef" | "accessorFn">;

export function shownOf<Data extends TableRow>({ id, columnDef, accessorFn }: CellSource<Data>, title: string): Shown<Data> {
  const { meta = {}, cell: template, header } = columnDef;
  const isTitle = id === title;
  return {
    id,
    isTitle,
    look: classNames(isTitle && "title", meta.align, meta.muted && "muted", meta.hideOnCard && "wide-only") || undefined,
    label: isTitle ? undefined : (meta.label ?? (typeof header === "string" ? header : undefined)),
    content: (row) => {
      if (typeof template !== "function") return template;
      // What templates read of a cell. A whole one knows its table, and fifty rows of them cost more than all their text.
      const getValue = () => accessorFn?.(row.original, row.index);
      return (template as (context: Context<Data>) => ReactNode)({ row, getValue, renderValue: getValue } as unknown as Context<Data>);
    },
  };
}

type RowProps<Data extends TableRow> = {
  row: Row<Features, Data>;
  href: string | null;
  isSelected: boolean | null;
  columns: Shown<Data>[];
};

const ownParts = "a, button, input, label, select, summary, [role=button]";

export function BodyRow<Data extends TableRow>({ row, href, isSelected, columns }: RowProps<Data>) {
  return (
    <tr aria-selected={isSelected ?? undefined}>
      {isSelected !== null && (
        <td className="pick">
          <label>
            <input
              type="checkbox"
              className="tick-box"
              checked={isSelected}
              onChange={row.getToggleSelectedHandler()}
              aria-label={t("Select {name}", { name: nameOf(row, columns) })}
            />
          </label>
        </td>
      )}
      {columns.map(({ id, isTitle, look, label, content }) => (
        <td key={id} className={look} data-label={label}>
          {isTitle && href !== null ? <AppLink href={href}>{content(row)}</AppLink> : content(row)}
        </td>
      ))}
    </tr>
  );
}

const MemoRow = memo(BodyRow) as typeof BodyRow;

function nameOf<Data extends TableRow>(row: Row<Features, Data>, columns: Shown<Data>[]): string {
  const title = columns.find(({ isTitle }) => isTitle);
  const value: unknown = title && row.getValue(title.id);
  return typeof value === "string" || typeof value === "number" ? String(value) : t("row {count}", { count: row.index + 1 });
}

/** Where a press leads that hit the row itself, not a part with a meaning of its own, and selected no text. */
function rowHrefAt(event: MouseEvent): string | null {
  if (!(event.target instanceof Element) || event.defaultPrevented || event.target.closest(ownParts)) return null;
  const isSelecting = window.getSelection()?.toString() !== "";
  return isSelecting ? null : (event.target.closest("tr")?.querySelector(".title > a")?.getAttribute("href") ?? null);
}

type Props<Data extends TableRow> = {
  rows: Row<Features, Data>[];
  /** The columns in sight; rows are rendered anew when it is another array. */
  columns: Column<Features, Data>[];
  rowHref?: (row: Data) => string | null;
  title: string;
  isSelectable: boolean;
};

/** The rows. A press anywhere on a row opens its link; real links and boxes keep their own meaning. */
export function TableBody<Data extends TableRow>({ rows, columns, rowHref, title, isSelectable }: Props<Data>) {
  const router = useRouter();
  const shown = useMemo(() => columns.map((column) => shownOf(column, title)), [columns, title]);
  const open = (event: MouseEvent<HTMLTableSectionElement>) => {
    const href = rowHrefAt(event);
    if (href === null) return;
    if (event.metaKey || event.ctrlKey || event.button === 1) window.open(href, "_blank", "noopener");
    else if (event.button === 0) router.push(href);
  };
  return (
    <tbody onClick={open} onAuxClick={open}>
      {rows.map((row) => (
        <MemoRow
          key={row.id}
          row={row}
          href={rowHref?.(row.original) ?? null}
          isSelected={isSelectable ? row.getIsSelected() : null}
          columns={shown}
        />
      ))}
    </tbody>
  );
}
