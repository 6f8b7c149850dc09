import { faultsUnderLoad } from "@/lib/testing/crash/faults";
import { conclude, shortened, table, type Bar } from "./report";

/** Freezes the database, makes the line to it bad, locks rows and ends connections, in a portal of its own (reliability.md, B24 and B25). */
export async function benchFaults(): Promise<void> {
  const part = process.argv[4] ?? "";
  const reports = await faultsUnderLoad(Number(process.argv[3] ?? 30), (name) => name.includes(part));
  if (reports.length === 0) throw new Error(`No fault has “${part}” in its name.`);
  const told = (statuses: Record<number, number>) => Object.entries(statuses).map(([status, count]) => `${status}: ${count}`).join(", ");
  table(
    ["fault", "requests", "longest, ms", "health, ms", "back, ms", "left open", "uncaught", "answers"],
    reports.map(({ name, requests, longest, longestHealth, back, leaked, uncaught, statuses }) => [name, requests, longest, longestHealth, back, leaked, uncaught, told(statuses)]),
  );
  const worst = (of: (report: (typeof reports)[number]) => number) => Math.max(...reports.map(of));
  const bars: Bar[] = [
    { bar: "B24 longest request", goal: "<= 10 s", measured: `${shortened(worst(({ longest }) => longest) / 1000)} s`, holds: worst(({ longest }) => longest) <= 10_000 },
    { bar: "B24 health", goal: "< 1 s", measured: `${shortened(worst(({ longestHealth }) => longestHealth) / 1000)} s`, holds: worst(({ longestHealth }) => longestHealth) < 1000 },
    { bar: "B24 normal again", goal: "< 5 s", measured: `${shortened(worst(({ back }) => back) / 1000)} s`, holds: worst(({ back }) => back) < 5000 },
    { bar: "B25 left open after 10 s", goal: "0", measured: String(worst(({ leaked }) => leaked)), holds: worst(({ leaked }) => leaked) === 0 },
    { bar: "errors nobody caught", goal: "0", measured: String(worst(({ uncaught }) => uncaught)), holds: worst(({ uncaught }) => uncaught) === 0 },
  ];
  conclude("faults", bars);
}
