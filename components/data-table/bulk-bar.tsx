"use client";

import type { ReactNode } from "react";
import { t, type Message } from "@/lib/shared/language/text";
import { countedTotal } from "@/lib/shared/numbers";
import type { Total } from "@/lib/shared/page";

/** What is selected: the ids, or everything that matches the list's search and filters. */
export type Selection = { ids: string[]; allMatching: boolean; clear: () => void };

type Props = {
  selection: Selection;
  total: Total;
  noun: Message;
  canSelectAll: boolean;
  onSelectAll: () => void;
  children: ReactNode;
};

/** Stands at the foot of the screen while rows are selected: how many, and what can be done with them. */
export function BulkBar({ selection, total, noun, canSelectAll, onSelectAll, children }: Props) {
  const words = selection.allMatching ? t("All {count}", { count: countedTotal(total, noun) }) : t(noun, { count: selection.ids.length });
  return (
    <div
      role="region"
      aria-label={t("Selected rows")}
      className="no-print sticky bottom-0 z-10 mt-2 flex flex-wrap items-center gap-2 rounded-md border border-control bg-panel px-3 py-2"
    >
      <p role="status" className="text-sm font-[560]">
        {t("{words} selected", { words })}
      </p>
      {canSelectAll && (
        <button type="button" className="link min-h-7 text-sm" onClick={onSelectAll}>
          {t("Select all {count}", { count: countedTotal(total, noun) })}
        </button>
      )}
      <button type="button" className="link min-h-7 text-sm" onClick={selection.clear}>
        {t("Clear selection")}
      </button>
      <div className="ms-auto flex flex-wrap gap-2">{children}</div>
    </div>
  );
}
