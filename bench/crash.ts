import { killAndCompare } from "@/lib/testing/crash/kill-and-compare";
import { conclude, shortened, table } from "./report";

/** Kills the web server and PostgreSQL twenty times each under writes, in a database of its own (reliability.md, B22 and B23). */
export async function benchCrash(): Promise<void> {
  const kills = Number(process.argv[3] ?? 20);
  const { acknowledged, tried, lost, unlogged, serverBack, databaseBack } = await killAndCompare({ writes: kills * 100, serverKills: kills, databaseKills: kills });
  table(["kills", "times", "slowest back, ms"], [["web server", serverBack.length, Math.max(...serverBack)], ["PostgreSQL", databaseBack.length, Math.max(...databaseBack)]]);
  conclude(
    "crash",
    [
      { bar: "B22 lost", goal: "0", measured: `${lost.length} of ${acknowledged}`, holds: lost.length === 0 },
      { bar: "B22 without entry", goal: "0", measured: String(unlogged.length), holds: unlogged.length === 0 },
      { bar: "B22 server back", goal: "<= 10 s", measured: `${shortened(Math.max(...serverBack) / 1000)} s`, holds: Math.max(...serverBack) <= 10_000 },
      { bar: "B23 database back", goal: "<= 5 s", measured: `${shortened(Math.max(...databaseBack) / 1000)} s`, holds: Math.max(...databaseBack) <= 5000 },
    ],
    { tried },
  );
}
