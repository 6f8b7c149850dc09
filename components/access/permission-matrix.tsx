"use client";

import { useMemo, useState, type ReactNode } from "react";
import type { PermissionEntry } from "@/lib/access/permissions";
import { t } from "@/lib/shared/language/text";
import { CellButton, type Stop } from "./cell-button";
import { answersTo, narrowed } from "./matrix-filter";
import { matrixLayout, type MatrixCell, type MatrixLayout, type MatrixRow } from "./matrix-layout";
import type { CellFacts, Reasons } from "./matrix-state";
import { MatrixToolbar } from "./matrix-toolbar";
import { PermissionLegend } from "./permission-cell";
import { PermissionList } from "./permission-list";
import { useGoesOn } from "./use-goes-on";
import { useGranted } from "./use-granted";
import { useGridFocus } from "./use-grid-focus";

type Props = {
  label: string;
  /** The catalogue, or the part of it that is shown. */
  entries: readonly PermissionEntry[];
  /** Keys granted by name; what they imply is worked out here. */
  granted: readonly string[];
  /** Why a permission cannot be changed, by key: "You do not have it yourself. Marit Vik could add it." */
  locked?: Reasons;
  /** Why a permission does not work although it is given, by key: the limit of a partner, access for reading only. */
  denied?: Reasons;
  /** For those who may only look: sentences instead of a grid. */
  readOnly?: boolean;
  /** Name of the hidden inputs, one for each granted key. */
  name?: string;
  onChange?: (granted: string[]) => void;
};

const keysOf = (row: MatrixRow) => [...row.cells, ...row.more].flatMap((cell) => (cell ? [cell.key] : []));

/** The stops of the grid in reading order; cells before headings, so that the grid is entered at a permission. */
function stopsOf({ rows, columns }: MatrixLayout): string[] {
  const cells = rows.flatMap((row, index) => [
    ...row.cells.flatMap((cell, column) => (cell ? [`${index}:${column}`] : [])),
    ...row.more.map((_, column) => `${index}:${columns.length + column}`),
  ]);
  return [...cells, ...rows.map((_, index) => `${index}:-1`), ...columns.map((_, column) => `-1:${column}`)];
}

/** Resources down, actions across. In a form it sends `permissions`; rows and columns turn as one from their headings. */
export function PermissionMatrix({ readOnly = false, ...props }: Props) {
  return readOnly ? <PermissionList {...props} /> : <MatrixEditor {...props} />;
}

function MatrixEditor({ label, entries, name = "permissions", ...rest }: Omit<Props, "readOnly">) {
  const { current, states, toggle, toggleAll } = useGranted({ entries, ...rest });
  const [words, setWords] = useState("");
  const [isOnlyChanges, setOnlyChanges] = useState(false);
  const [told, tell] = useState("");
  const whole = useMemo(() => matrixLayout(entries), [entries]);
  const isNamed = answersTo(words);
  const layout = narrowed(whole, (cell, row) => isNamed(cell, row) && (!isOnlyChanges || states.get(cell.key)!.changed));
  const { grid, press, stop } = useGridFocus(stopsOf(layout));
  const changes = [...states.values()].filter(({ changed }) => changed).length;
  return (
    <div className="flex flex-col gap-2.5">
      {entries.map(({ key }) => current.has(key) && <input key={key} type="hidden" name={name} value={key} />)}
      <MatrixToolbar {...{ words, changes, isOnlyChanges }} onWords={setWords} onOnlyChanges={setOnlyChanges} />
      {layout.rows.length === 0 ? (
        <p className="rounded-lg border border-line bg-panel px-4 py-6 text-sm text-ink-2">{isOnlyChanges ? t("Nothing is changed.") : t("No permission is called “{words}”.", { words })}</p>
      ) : (
        <Frame>
          <table ref={grid} role="grid" aria-label={label} onKeyDown={press} className="permission-matrix">
            <MatrixHead layout={layout} stop={stop} states={states} tell={tell} onToggleAll={toggleAll} />
            <MatrixBody layout={layout} states={states} stop={stop} onToggle={toggle} onToggleAll={toggleAll} tell={tell} />
          </table>
        </Frame>
      )}
      <p aria-hidden="true" className="min-h-10 text-sm text-ink-2">
        {told}
      </p>
      <PermissionLegend />
    </div>
  );
}

/** What the grid scrolls in; where it is too narrow for all columns, that is said. */
function Frame({ children }: { children: ReactNode }) {
  const { frame, goesOn } = useGoesOn();
  return (
    <>
      {goesOn && (
        <p className="text-sm text-ink-2">
          {t("More columns stand beside: scroll sideways, or walk on with the arrow keys.")} <span aria-hidden="true" className="inline-block rtl:-scale-x-100">→</span>
        </p>
      )}
      <div ref={frame} className="permission-frame" tabIndex={-1}>
        {children}
      </div>
    </>
  );
}

type Shared = { states: ReadonlyMap<string, CellFacts>; tell: (words: string) => void; onToggleAll: (keys: string[]) => void };
type HeadingProps = Shared & { text: string; keys: string[]; place: ReturnType<Stop> };

/** Whether all of them are on, none, or some. */
function pressedOf(keys: string[], states: Shared["states"]): boolean | "mixed" {
  const on = keys.filter((key) => states.get(key)?.isOn).length;
  return on === keys.length ? true : on > 0 && "mixed";
}

const Heading = ({ text, keys, place, states, tell, onToggleAll }: HeadingProps) => (
  <button
    type="button"
    className="permission-heading"
    aria-label={t("{text}, all", { text })}
    aria-pressed={pressedOf(keys, states)}
    {...place}
    onFocus={() => {
      place.onFocus();
      tell("");
    }}
    onClick={() => onToggleAll(keys)}
  >
    {text}
  </button>
);

type HeadProps = Shared & { layout: MatrixLayout; stop: Stop };

function MatrixHead({ layout, stop, ...shared }: HeadProps) {
  return (
    <thead>
      <tr>
        <th scope="col">{t("Area")}</th>
        {layout.columns.map(({ id, label }, index) => (
          <th key={id} scope="col">
            <Heading text={label} keys={layout.rows.flatMap(({ cells }) => cells[index]?.key ?? [])} place={stop(-1, index)} {...shared} />
          </th>
        ))}
        {layout.hasMore && (
          <th scope="col" className="further-head">
            {t("Further")}
          </th>
        )}
      </tr>
    </thead>
  );
}

type BodyProps = HeadProps & { onToggle: (key: string) => void };

function MatrixBody({ layout, stop, onToggle, ...shared }: BodyProps) {
  const { states, tell } = shared;
  const show = (cell: MatrixCell, row: number, column: number, withWords = false) => (
    <CellButton key={cell.key} {...{ cell, withWords, tell, onToggle }} facts={states.get(cell.key)!} place={stop(row, column)} />
  );
  return (
    <tbody>
      {layout.rows.map((row, rowIndex) => (
        <tr key={row.id}>
          <th scope="row">
            <Heading text={row.label} keys={keysOf(row)} place={stop(rowIndex, -1)} {...shared} />
          </th>
          {row.cells.map((cell, index) => (
            <td key={layout.columns[index]?.id}>{cell && show(cell, rowIndex, index)}</td>
          ))}
          {layout.hasMore && <td className="further">{row.more.map((cell, index) => show(cell, rowIndex, layout.columns.length + index, true))}</td>}
        </tr>
      ))}
    </tbody>
  );
}
