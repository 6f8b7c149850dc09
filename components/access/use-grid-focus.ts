"use client";

import { useDirection } from "@base-ui/react/direction-provider";
import { useRef, useState, type KeyboardEvent } from "react";
import { alongReading } from "@/components/ui/along";

const moves: Record<string, [row: number, column: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

type Stop = { element: HTMLElement; row: number; column: number };

function stopsOf(grid: HTMLElement): Stop[] {
  return [...grid.querySelectorAll<HTMLElement>("[data-stop]")].map((element) => {
    const [row = 0, column = 0] = (element.dataset.stop ?? "").split(":").map(Number);
    return { element, row, column };
  });
}

const nearest = (stops: Stop[], column: number) =>
  stops.reduce<Stop | undefined>(
    (best, stop) => (!best || Math.abs(stop.column - column) < Math.abs(best.column - column) ? stop : best),
    undefined,
  );

function target(stops: Stop[], here: Stop, key: string, isFar: boolean): Stop | undefined {
  const inRow = stops.filter(({ row }) => row === here.row);
  if (key === "Home") return isFar ? stops[0] : inRow[0];
  if (key === "End") return isFar ? stops.at(-1) : inRow.at(-1);
  const [down, right] = moves[key] ?? [0, 0];
  if (right !== 0) return inRow[inRow.indexOf(here) + right];
  const rows = [...new Set(stops.map(({ row }) => row))];
  const row = rows[rows.indexOf(here.row) + down];
  return row === undefined
    ? undefined
    : nearest(
        stops.filter((stop) => stop.row === row),
        here.column,
      );
}

/**
 * One tab stop for a whole grid; arrows, Home and End walk between the elements marked `data-stop="row:column"`. `stops` are those that
 * can be had at the moment: when the one with the focus goes, the first takes its place.
 */
export function useGridFocus(stops: readonly string[]) {
  const grid = useRef<HTMLTableElement>(null);
  const way = useDirection();
  const [current, setCurrent] = useState(stops[0]);
  const entrance = current !== undefined && stops.includes(current) ? current : stops[0];
  const press = (event: KeyboardEvent) => {
    if (!grid.current || !(event.key in moves || event.key === "Home" || event.key === "End") || event.altKey) return;
    const found = stopsOf(grid.current);
    const here = found.find(({ element }) => element === document.activeElement);
    if (!here) return;
    event.preventDefault();
    target(found, here, alongReading(event.key, way), event.ctrlKey || event.metaKey)?.element.focus();
  };
  const stop = (row: number, column: number) => {
    const id = `${row}:${column}`;
    return { "data-stop": id, tabIndex: id === entrance ? 0 : -1, onFocus: () => setCurrent(id) };
  };
  return { grid, press, stop };
}
