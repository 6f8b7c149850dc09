"use client";

import type { RowSelectionState, Updater } from "@tanstack/react-table";
import { useState } from "react";
import type { ListState } from "@/lib/shared/list-state";
import type { Selection } from "./bulk-bar";

/** Rows selected by hand, over several pages; a new search or filter begins anew. */
export function useSelection(list: ListState) {
  const question = JSON.stringify([list.search, list.filters]);
  const none = { question, rows: {} as RowSelectionState, all: false };
  const [held, setHeld] = useState(none);
  const current = held.question === question ? held : none;
  const selection: Selection = {
    ids: Object.keys(current.rows).filter((id) => current.rows[id]),
    allMatching: current.all,
    clear: () => setHeld(none),
  };
  const setRows = (update: Updater<RowSelectionState>) =>
    setHeld({ question, rows: typeof update === "function" ? update(current.rows) : update, all: false });
  return { rows: current.rows, setRows, selection, selectAll: () => setHeld({ ...current, all: true }) };
}
