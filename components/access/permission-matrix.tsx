"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { useFormState } from "@/components/form/form-state";
import type { PermissionEntry } from "@/lib/access/permissions";
import { counted } from "@/lib/shared/numbers";
import { matrixLayout, type MatrixCell, type MatrixRow } from "./matrix-layout";
import { matrixStates, toggleMany, type CellFacts } from "./matrix-state";
import { PermissionCell, PermissionLegend, stateWords } from "./permission-cell";
import { useGridFocus } from "./use-grid-focus";

type Props = {
  label: string;
  /** The catalogue, or the part of it that is shown. */
  entries: readonly PermissionEntry[];
  /** Keys granted by name; what they imply is worked out here. */
  granted: readonly string[];
  /** Why a permission cannot be changed, by key: "You do not have it yourself." */
  locked?: Record<string, string>;
  readOnly?: boolean;
  /** Name of the hidden inputs, one for each granted key. */
  name?: string;
  onChange?: (granted: string[]) => void;
};

type Stop = ReturnType<typeof useGridFocus>["stop"];
type Tell = (words: string) => void;

const noLocks: Record<string, string> = {};

function describe({ entry }: MatrixCell, facts: CellFacts) {
  const risk = entry.risk === "dangerous" ? " Dangerous: think twice." : "";
  return `${entry.sentence}${risk} ${facts.reason}`.trim();
}

type CellProps = {
  cell: MatrixCell;
  facts: CellFacts;
  place: ReturnType<Stop>;
  withWords?: boolean;
  onToggle: (key: string) => void;
  tell: Tell;
};

function CellButton({ cell, facts, place, withWords = false, onToggle, tell }: CellProps) {
  const words = describe(cell, facts);
  const state = stateWords[facts.state] + (facts.changed ? ", changed" : "");
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={facts.state === "granted" || facts.state === "implied"}
      aria-disabled={!facts.canToggle || undefined}
      aria-label={`${cell.name}: ${state}. ${words}`}
      className="permission-toggle"
      {...place}
      onFocus={() => {
        place.onFocus();
        tell(words);
      }}
      onMouseEnter={() => tell(words)}
      onClick={() => facts.canToggle && onToggle(cell.key)}
    >
      <PermissionCell state={facts.state} changed={facts.changed} />
      <span className={withWords ? undefined : "card-only"}>{cell.action}</span>
    </button>
  );
}

function CellText({ cell, facts, withWords = false }: { cell: MatrixCell; facts: CellFacts; withWords?: boolean }) {
  return (
    <span className="permission-toggle" title={describe(cell, facts)}>
      <PermissionCell state={facts.state} />
      <span className={withWords ? undefined : "card-only"}>{cell.action}</span>
      <span className="sr-only">{stateWords[facts.state]}</span>
    </span>
  );
}

/** The permissions that are granted by name, and what changed against the beginning. */
function useGranted({ granted, locked = noLocks, entries, onChange }: Props) {
  const grantedKeys = granted.join();
  const initial = useMemo(() => new Set(grantedKeys.split(",").filter(Boolean)), [grantedKeys]);
  const [edited, setEdited] = useState<ReadonlySet<string> | null>(null);
  const { noteChange } = useFormState();
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else noteChange();
  }, [edited, noteChange]);
  const current = edited ?? initial;
  const question = { entries, granted: current, initial, locked };
  const put = (next: ReadonlySet<string>) => {
    setEdited(next);
    onChange?.(entries.filter(({ key }) => next.has(key)).map(({ key }) => key));
  };
  const toggle = (key: string) =>
    put(new Set(current.has(key) ? [...current].filter((each) => each !== key) : [...current, key]));
  const toggleAll = (keys: string[]) => put(toggleMany(keys, question));
  return { current, states: matrixStates(question), toggle, toggleAll };
}

const keysOf = (row: MatrixRow) => [...row.cells, ...row.more].flatMap((cell) => (cell ? [cell.key] : []));

/** Resources down, actions across. In a form it sends `permissions`; rows and columns turn as one from their headings. */
export function PermissionMatrix(props: Props) {
  const { label, entries, readOnly = false, name = "permissions" } = props;
  const layout = useMemo(() => matrixLayout(entries), [entries]);
  const { current, states, toggle, toggleAll } = useGranted(props);
  const { grid, press, stop } = useGridFocus("0:0");
  const [words, tell] = useState("");
  const changes = [...states.values()].filter(({ changed }) => changed).length;
  const moreColumn = layout.columns.length;

  const show = (cell: MatrixCell, row: number, column: number, withWords = false) => {
    const facts = states.get(cell.key)!;
    if (readOnly) return <CellText key={cell.key} cell={cell} facts={facts} withWords={withWords} />;
    return (
      <CellButton key={cell.key} {...{ cell, facts, withWords, tell }} place={stop(row, column)} onToggle={toggle} />
    );
  };
  const heading = (text: string, keys: string[], row: number, column: number) =>
    readOnly ? (
      text
    ) : (
      <button
        type="button"
        className="permission-heading"
        aria-label={`${text}, all`}
        {...stop(row, column)}
        onClick={() => toggleAll(keys)}
      >
        {text}
      </button>
    );

  return (
    <div className="flex flex-col gap-2.5">
      {!readOnly &&
        entries.map(({ key }) => current.has(key) && <input key={key} type="hidden" name={name} value={key} />)}
      <div className="permission-frame">
        <table
          ref={grid}
          role={readOnly ? undefined : "grid"}
          aria-label={label}
          onKeyDown={press}
          className="permission-matrix"
        >
          <thead>
            <tr>
              <th scope="col">Area</th>
              {layout.columns.map((column, index) => (
                <th key={column.id} scope="col">
                  {heading(
                    column.label,
                    layout.rows.flatMap(({ cells }) => cells[index]?.key ?? []),
                    -1,
                    index,
                  )}
                </th>
              ))}
              {layout.hasMore && (
                <th scope="col" className="further-head">
                  Further
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {layout.rows.map((row, rowIndex) => (
              <tr key={row.id}>
                <th scope="row">{heading(row.label, keysOf(row), rowIndex, -1)}</th>
                {row.cells.map((cell, index) => (
                  <td key={layout.columns[index]?.id}>{cell && show(cell, rowIndex, index)}</td>
                ))}
                {layout.hasMore && (
                  <td className="further">
                    {row.more.map((cell, index) => show(cell, rowIndex, moreColumn + index, true))}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!readOnly && (
        <p className="min-h-9 text-sm text-ink-2">
          {changes > 0 && <b className="text-caution">{counted(changes, "permission")} changed, not saved. </b>}
          {words}
        </p>
      )}
      <PermissionLegend readOnly={readOnly} />
    </div>
  );
}
