/** A bar of the performance page: what was to be reached, what was measured, and whether it holds. */
export type Bar = { bar: string; goal: string; measured: string; holds: boolean };

const cells = (row: readonly unknown[]) => row.map((cell) => (typeof cell === "number" ? shortened(cell) : String(cell)));

/** A figure with as many digits as it deserves. */
export const shortened = (value: number) => (Math.abs(value) >= 1000 ? Math.round(value).toLocaleString("en") : Number(value.toPrecision(3)).toString());

/** Prints rows under headings, columns aligned. */
export function table(headings: readonly string[], rows: readonly (readonly unknown[])[]): void {
  const lines = [[...headings], ...rows.map(cells)];
  const widths = headings.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  for (const line of lines) console.log(line.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))).join("  "));
  console.log();
}

/** Prints the bars and ends with one line of JSON for machines. */
export function conclude(name: string, bars: readonly Bar[], figures: object = {}): void {
  table(["bar", "goal", "measured", "holds"], bars.map(({ bar, goal, measured, holds }) => [bar, goal, measured, holds ? "yes" : "NO"]));
  console.log(JSON.stringify({ bench: name, bars, figures }));
}
