import { classNames } from "@/components/ui/class-names";

export type CellState = "granted" | "implied" | "off" | "locked";

const marks: Record<CellState, string> = {
  granted: "m3 7.5 3 3 5.5-6.5",
  implied: "M3.5 3v5.5H11M8.5 6 11 8.5 8.5 11",
  off: "",
  locked: "M3.5 11 10.5 4",
};

export const stateWords: Record<CellState, string> = {
  granted: "granted here",
  implied: "comes with another",
  off: "off",
  locked: "locked",
};

/** The sign of one permission: filled tick, washed arrow, empty, dashed; a ring when changed and not saved. */
export function PermissionCell({ state, changed = false }: { state: CellState; changed?: boolean }) {
  return (
    <span aria-hidden="true" className={classNames("permission-cell", state, changed && "changed")}>
      <svg
        width="14"
        height="14"
        viewBox="0 0 14 14"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {marks[state] && <path d={marks[state]} />}
      </svg>
    </span>
  );
}

const legend: { state: CellState; changed?: boolean; words: string }[] = [
  { state: "granted", words: "Granted here" },
  { state: "implied", words: "Comes with another" },
  { state: "off", words: "Off" },
  { state: "locked", words: "Locked" },
  { state: "off", changed: true, words: "Changed, not saved" },
];

/** What the signs mean. */
export function PermissionLegend({ readOnly = false }: { readOnly?: boolean }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1.5 text-xs text-ink-2">
      {legend
        .filter(({ state, changed }) => !readOnly || (state !== "locked" && !changed))
        .map(({ state, changed, words }) => (
          <li key={words} className="flex items-center gap-1.5">
            <PermissionCell state={state} changed={changed} />
            {words}
          </li>
        ))}
    </ul>
  );
}
