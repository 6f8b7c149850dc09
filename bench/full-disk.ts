import { fillDisk } from "@/lib/testing/crash/full-disk";
import { conclude, shortened, table } from "./report";

/** Fills the disk of a portal of its own four times, so that its tables or its database's log have no room left (reliability.md, B26). */
export async function benchFullDisk(): Promise<void> {
  const fills = Number(process.argv[3] ?? 4);
  const { acknowledged, lost, unlogged, faulty, fills: found } = await fillDisk({ megabytes: 400, fills, seconds: 20, writes: 100 });
  const told = (statuses: Record<number, number>) => Object.entries(statuses).map(([status, count]) => `${status}: ${count}`).join(", ");
  table(["no room for", "reads", "writes", "health", "back, ms"], found.map(({ kind, reads, writes, health, back }) => [kind, told(reads), told(writes), told(health), back]));
  const refused = found.filter(({ kind }) => kind === "tables").flatMap(({ reads }) => Object.entries(reads)).filter(([status]) => status !== "200").reduce((sum, [, count]) => sum + count, 0);
  const slowest = Math.max(...found.map(({ back }) => back));
  conclude("full-disk", [
    { bar: "B26 false acknowledgements", goal: "0", measured: `${lost.length} of ${acknowledged}`, holds: lost.length === 0 },
    { bar: "B26 without entry", goal: "0", measured: String(unlogged.length), holds: unlogged.length === 0 },
    { bar: "B26 store", goal: "whole", measured: faulty.join("; ") || "whole", holds: faulty.length === 0 },
    { bar: "B26 reads refused while tables have no room", goal: "0", measured: String(refused), holds: refused === 0 },
    { bar: "B26 back when freed", goal: "<= 10 s", measured: `${shortened(slowest / 1000)} s`, holds: slowest <= 10_000 },
  ]);
}
