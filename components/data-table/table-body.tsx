"use client";

import { flexRender, type Cell, type Row } from "@tanstack/react-table";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { memo, type MouseEvent, type ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import type { Features, TableRow } from "./table-columns";

type RowProps<Data extends TableRow> = {
  row: Row<Features, Data>;
  href: string | null;
  title: string;
  isSelected: boolean | null;
  /** Ids of the columns in sight; only a change of it or of the row renders the row anew. */
  shown: string;
};

const ownParts = "a, button, input, label, select, summary, [role=button]";

function BodyRow<Data extends TableRow>({ row, href, title, isSelected }: RowProps<Data>) {
  return (
    <tr data-href={href ?? undefined} aria-selected={isSelected ?? undefined}>
      {isSelected !== null && (
        <td className="pick">
          <label>
            <input
              type="checkbox"
              className="tick-box"
              checked={isSelected}
              onChange={row.getToggleSelectedHandler()}
              aria-label={`Select ${nameOf(row, title)}`}
            />
          </label>
        </td>
      )}
      {row.getVisibleCells().map((cell) => (
        <BodyCell
          key={cell.id}
          cell={cell}
          href={cell.column.id === title ? href : null}
          isTitle={cell.column.id === title}
        />
      ))}
    </tr>
  );
}

type CellProps<Data extends TableRow> = { cell: Cell<Features, Data, unknown>; href: string | null; isTitle: boolean };

function BodyCell<Data extends TableRow>({ cell, href, isTitle }: CellProps<Data>) {
  const { meta = {}, cell: template, header } = cell.column.columnDef;
  const content: ReactNode = flexRender(template, cell.getContext());
  const look = classNames(isTitle && "title", meta.align, meta.muted && "muted", meta.hideOnCard && "wide-only");
  const label = meta.label ?? (typeof header === "string" ? header : undefined);
  return (
    <td className={look || undefined} data-label={isTitle ? undefined : label}>
      {href === null ? (
        content
      ) : (
        <Link href={href} prefetch={false}>
          {content}
        </Link>
      )}
    </td>
  );
}

const MemoRow = memo(BodyRow) as typeof BodyRow;

function nameOf<Data extends TableRow>(row: Row<Features, Data>, title: string): string {
  const value: unknown = row.getValue(title);
  return typeof value === "string" || typeof value === "number" ? String(value) : `row ${row.index + 1}`;
}

/** Where a press leads that hit the row itself, not a part with a meaning of its own, and selected no text. */
function rowHrefAt(event: MouseEvent): string | null {
  if (!(event.target instanceof Element) || event.defaultPrevented || event.target.closest(ownParts)) return null;
  const isSelecting = window.getSelection()?.toString() !== "";
  return isSelecting ? null : (event.target.closest("tr")?.dataset.href ?? null);
}

type Props<Data extends TableRow> = {
  rows: Row<Features, Data>[];
  rowHref?: (row: Data) => string | null;
  title: string;
  isSelectable: boolean;
  shown: string;
};

/** The rows. A press anywhere on a row opens its link; real links and boxes keep their own meaning. */
export function TableBody<Data extends TableRow>({ rows, rowHref, title, isSelectable, shown }: Props<Data>) {
  const router = useRouter();
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
          title={title}
          isSelected={isSelectable ? row.getIsSelected() : null}
          shown={shown}
        />
      ))}
    </tbody>
  );
}
