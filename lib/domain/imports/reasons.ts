import type { Reason } from "./schema";

/** Different reasons that are counted; what comes up only after so many is told with its row alone. */
const mostKept = 5000;
const mostTold = 10;

/** Counts what is wrong with the rows of a file, so that what is wrong with many is said once. */
export class Reasons {
  private readonly counted = new Map<string, number>();

  add(words: readonly string[]): void {
    for (const one of words) {
      const count = this.counted.get(one);
      if (count !== undefined || this.counted.size < mostKept) this.counted.set(one, (count ?? 0) + 1);
    }
  }

  /** What came up more than once, most first. */
  repeated(): Reason[] {
    const found = [...this.counted].filter(([, rows]) => rows > 1).map(([words, rows]) => ({ words, rows }));
    return found.sort((a, b) => b.rows - a.rows).slice(0, mostTold);
  }
}
