"use client";

import { t } from "@/lib/shared/language/text";
import type { MatrixCell } from "./matrix-layout";
import type { CellFacts } from "./matrix-state";
import { PermissionCell, RiskMark, riskWords, stateWords } from "./permission-cell";
import type { useGridFocus } from "./use-grid-focus";

export type Stop = ReturnType<typeof useGridFocus>["stop"];

/** What a permission allows, how much care it needs, and why it stands as it does. */
export const describe = ({ entry }: MatrixCell, { reason }: CellFacts) =>
  [t(entry.sentence), riskWords[entry.risk] && t(riskWords[entry.risk]!), reason].filter(Boolean).join(" ");

type Props = {
  cell: MatrixCell;
  facts: CellFacts;
  place: ReturnType<Stop>;
  withWords?: boolean;
  onToggle: (key: string) => void;
  tell: (words: string) => void;
};

/** One permission that can be turned, or says why not. */
export function CellButton({ cell, facts, place, withWords = false, onToggle, tell }: Props) {
  const words = describe(cell, facts);
  const known = t(stateWords[facts.state]);
  const state = facts.changed ? t("{state}, changed", { state: known }) : known;
  return (
    <button
      type="button"
      role="checkbox"
      aria-checked={facts.isOn}
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
      <RiskMark risk={cell.entry.risk} />
      <span className={withWords ? undefined : "card-only"}>{cell.action}</span>
    </button>
  );
}
