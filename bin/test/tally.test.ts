import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sum, tallyPlaywright } from "./tally";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "portico-tally-"))));
afterEach(() => rmSync(folder, { recursive: true }));

function report(stats: { expected: number; unexpected: number; flaky: number }, errors: unknown[] = []): string {
  const file = join(folder, "report.json");
  writeFileSync(file, JSON.stringify({ stats, errors }));
  return file;
}

test("a browser test that passed at a second try alone has failed", () => {
  expect(tallyPlaywright(report({ expected: 1, unexpected: 0, flaky: 1 }), true)).toEqual({ passed: 1, failed: 1 });
});

test("one that fails is counted, and so is an error outside the tests", () => {
  expect(tallyPlaywright(report({ expected: 1, unexpected: 1, flaky: 0 }), false)).toEqual({ passed: 1, failed: 1 });
  expect(tallyPlaywright(report({ expected: 1, unexpected: 0, flaky: 0 }, [{ message: "no server" }]), false).failed).toBe(1);
});

test("a runner that fails without a report, or without saying in what, has failed", () => {
  expect(tallyPlaywright(join(folder, "none.json"), true)).toEqual({ passed: 0, failed: 1 });
  expect(tallyPlaywright(report({ expected: 1, unexpected: 0, flaky: 0 }), false).failed).toBe(1);
  expect(sum([{ passed: 2, failed: 0 }, { passed: 1, failed: 1 }])).toEqual({ passed: 3, failed: 1 });
});
