/** What is wrong with one line of a bundle. `line` counts from 1; 0 is the file as a whole. */
export type LineProblem = { file: string; line: number; field: string; reason: string };

/** How many problems a report holds; the rest are only counted. */
export const mostProblems = 10_000;

/** Problems as they are found: all counted, the first ones kept. */
export class Problems {
  readonly list: LineProblem[] = [];
  total = 0;

  add(problem: LineProblem): void {
    this.total += 1;
    if (this.list.length < mostProblems) this.list.push(problem);
  }

  /** The report in the order of files and lines. */
  sorted(): LineProblem[] {
    return [...this.list].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  }
}

/** Why a bundle was not loaded; nothing was written. */
export class BundleRefused extends Error {
  constructor(
    readonly problems: LineProblem[],
    readonly total: number,
  ) {
    super(`The bundle has ${total === 1 ? "a problem" : `${total} problems`}. Nothing was loaded.`);
  }
}
