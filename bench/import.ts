import { importMany } from "@/lib/testing/crash/importing";
import { withStand } from "@/lib/testing/crash/stand";
import { conclude, shortened, table, type Bar } from "./report";

/** A file of a million customers through a running portal of its own: time, memory above idle, and what a kill in the middle leaves (issue 2, B29). */
export async function benchImport(): Promise<void> {
  const lines = Number(process.argv[3] ?? 1_000_000);
  const report = await withStand((stand) => importMany(stand, lines));
  table(["stage", "s", "lines/s", "MB above idle"], report.stages.map(({ name, seconds, above }) => [name, seconds, lines / seconds, above]));
  const worst = Math.max(...report.stages.map(({ above }) => above));
  const { keptByKilled, isImported, customers, logged, projectionFaults, changedBySecond, wrongCounted, reported } = report;
  const bars: Bar[] = [
    { bar: "memory", goal: "<= 256 MB above idle", measured: `${shortened(worst)} MB`, holds: worst <= 256 },
    { bar: "B29 kept of what was killed half-way", goal: "0", measured: String(keptByKilled), holds: keptByKilled === 0 },
    { bar: "imported after it, each with its log row", goal: String(lines), measured: `${customers}, ${logged}`, holds: isImported && customers === lines && logged === lines },
    { bar: "projection differs", goal: "0", measured: String(projectionFaults), holds: projectionFaults === 0 },
    { bar: "changed by a second time", goal: "0", measured: String(changedBySecond), holds: changedBySecond === 0 },
    { bar: "wrong rows counted, in the report", goal: String(lines), measured: `${wrongCounted}, ${reported}`, holds: wrongCounted === lines && reported === lines },
  ];
  conclude("import", bars, report);
}
