import type { MatrixCell, MatrixLayout, MatrixRow } from "./matrix-layout";

/** The layout with only the cells that are wanted; areas without any are left out, columns stay where they are. */
export function narrowed(layout: MatrixLayout, isWanted: (cell: MatrixCell, row: MatrixRow) => boolean): MatrixLayout {
  const rows = layout.rows
    .map((row) => ({
      ...row,
      cells: row.cells.map((cell) => (cell && isWanted(cell, row) ? cell : null)),
      more: row.more.filter((cell) => isWanted(cell, row)),
    }))
    .filter(({ cells, more }) => more.length > 0 || cells.some(Boolean));
  return { ...layout, rows };
}

/** True when every word is in what the cell is called, says or is named. */
export function answersTo(words: string): (cell: MatrixCell, row: MatrixRow) => boolean {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  return ({ name, entry }, { label }) => {
    const text = `${label} ${name} ${entry.key} ${entry.sentence} ${entry.risk === "normal" ? "" : entry.risk}`.toLowerCase();
    return wanted.every((word) => text.includes(word));
  };
}
