// Counts of passed and failed, read from the reports that the test runners write.
import { existsSync, readFileSync } from "node:fs";

export type Tally = { passed: number; failed: number };

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};

type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number }; errors: unknown[] };

/** A step that is one thing: it passed or failed. */
export const single = (isFine: boolean): Tally => ({ passed: isFine ? 1 : 0, failed: isFine ? 0 : 1 });

/** A Vitest report; a file that could not even be read counts as one failure. */
export function tallyVitest(file: string, isFine: boolean): Tally {
  const report = readReport<VitestReport>(file);
  if (!report) return single(false);
  const broken = report.testResults.filter(
    (result) => result.status === "failed" && result.assertionResults.length === 0,
  );
  return agreeing({ passed: report.numPassedTests, failed: report.numFailedTests + broken.length }, isFine);
}

/** A Playwright report; an error outside the tests, such as a server that does not start, counts as one failure. */
export function tallyPlaywright(file: string, isFine: boolean): Tally {
  const report = readReport<PlaywrightReport>(file);
  if (!report) return single(false);
  const { expected, unexpected, flaky } = report.stats;
  return agreeing({ passed: expected, failed: unexpected + flaky + report.errors.length }, isFine);
}

/** The sum of tallies. */
export const sum = (tallies: Tally[]): Tally =>
  tallies.reduce((one, other) => ({ passed: one.passed + other.passed, failed: one.failed + other.failed }), {
    passed: 0,
    failed: 0,
  });

/** A runner that failed without saying in what has failed all the same. */
function agreeing(tally: Tally, isFine: boolean): Tally {
  return isFine || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

function readReport<Report>(file: string): Report | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    return undefined;
  }
}
