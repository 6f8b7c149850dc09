import { probe } from "@/lib/testing/probing/run";
import { conclude } from "./report";

/** Everybody of a random tree asks a real server for everything in it (reliability.md, B1): npm run bench -- probes [requests] [minutes at most]. */
export async function benchProbes(): Promise<void> {
  const requests = Number(process.argv[3] ?? 120_000);
  const { reads, writes, faults, broken } = await probe({ requests, most: Number(process.argv[4] ?? 600) * 60_000, writes: 1 / 6, seed: Date.now() % 100_000 });
  faults.slice(0, 20).forEach((fault) => console.log(fault));
  conclude("probes", [
    { bar: "B1 wrong answers", goal: "0", measured: `${faults.length} of ${reads} reads and ${writes} writes`, holds: faults.length === 0 },
    { bar: "connections that broke", goal: "0", measured: String(broken), holds: broken === 0 },
  ]);
}

/** Few people of different places ask for the same things while the server starts anew again and again (reliability.md, B6): … leaks [minutes]. */
export async function benchLeaks(): Promise<void> {
  const minutes = Number(process.argv[3] ?? 5);
  const { reads, writes, faults, restarts } = await probe({ requests: Infinity, most: minutes * 60_000, writes: 0, seed: Date.now() % 100_000, restartEvery: 12_000, people: 2 });
  faults.slice(0, 20).forEach((fault) => console.log(fault));
  conclude("leaks", [{ bar: "B6 foreign marks", goal: "0", measured: `${faults.length} in ${reads + writes} answers, ${restarts} cold starts`, holds: faults.length === 0 }]);
}
