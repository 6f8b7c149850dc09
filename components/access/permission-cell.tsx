import { classNames } from "@/components/ui/class-names";
import type { PermissionEntry } from "@/lib/access/permissions";
import { msg, t, type Message } from "@/lib/shared/language/text";

export type CellState = "granted" | "implied" | "denied" | "off" | "locked";
export type Risk = PermissionEntry["risk"];

const marks: Record<CellState, string> = {
  granted: "m3 7.5 3 3 5.5-6.5",
  implied: "M3.5 3v5.5H11M8.5 6 11 8.5 8.5 11",
  denied: "m4 4 6 6m0-6-6 6",
  off: "",
  locked: "M3.5 11 10.5 4",
};

export const stateWords: Record<CellState, Message> = {
  granted: msg("granted here"),
  implied: msg("comes with another"),
  denied: msg("given, but does not work"),
  off: msg("off"),
  locked: msg("locked"),
};

export const riskWords: Record<Risk, Message | null> = { normal: null, caution: msg("Needs care."), dangerous: msg("Dangerous: think twice.") };

/** "Needs care. Granted here." for those who hear the page. */
export function riskAndState(risk: Risk, state: CellState): string {
  const care = riskWords[risk];
  return `${care ? `${t(care)} ` : ""}${t(stateWords[state])}.`;
}

/** The sign of one permission: filled tick, washed arrow, crossed, empty, dashed; a ring when changed and not saved. */
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

/** How much care a permission needs: nothing, a hollow triangle, a filled one. */
export function RiskMark({ risk }: { risk: Risk }) {
  if (risk === "normal") return null;
  return (
    <svg aria-hidden="true" width="9" height="9" viewBox="0 0 10 10" className={classNames("risk-mark", risk)}>
      <path d="M5 1.2 9.2 8.8H.8Z" strokeWidth="1.4" strokeLinejoin="round" />
    </svg>
  );
}

const legend: { state: CellState; changed?: boolean; words: Message }[] = [
  { state: "granted", words: msg("Granted here") },
  { state: "implied", words: msg("Comes with another") },
  { state: "denied", words: msg("Given, but does not work") },
  { state: "off", words: msg("Off") },
  { state: "locked", words: msg("Locked") },
  { state: "off", changed: true, words: msg("Changed, not saved") },
];

const risks: { risk: Risk; words: Message }[] = [
  { risk: "caution", words: msg("Needs care") },
  { risk: "dangerous", words: msg("Dangerous") },
];

/** What the signs mean; of the states only those that are shown. */
export function PermissionLegend({ states }: { states?: ReadonlySet<CellState> }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1.5 text-xs text-ink-2">
      {legend
        .filter(({ state, changed }) => !states || (states.has(state) && !changed))
        .map(({ state, changed, words }) => (
          <li key={t(words)} className="flex items-center gap-1.5">
            <PermissionCell state={state} changed={changed} />
            {t(words)}
          </li>
        ))}
      {risks.map(({ risk, words }) => (
        <li key={risk} className="flex items-center gap-1.5">
          <RiskMark risk={risk} />
          {t(words)}
        </li>
      ))}
    </ul>
  );
}
