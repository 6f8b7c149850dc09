import { guessing, knownAndUnknown, leaving } from "@/lib/testing/crash/attacks";
import { mailsThroughOutage } from "@/lib/testing/crash/mails";
import { overload } from "@/lib/testing/crash/overload";
import { withStand } from "@/lib/testing/crash/stand";
import { quantile } from "./measure";
import { mannWhitney } from "./ranks";
import { conclude, shortened, table, type Bar } from "./report";

const behindProxy = { TRUST_PROXY: "1" };

/** What strangers and stormy mornings do to accounts, against portals of their own (reliability.md, B3, B10, B16, B30 for mail, B40). `npm run bench -- accounts [bar]` runs one. */
export async function benchAccounts(): Promise<void> {
  const only = process.argv[3];
  const bars: Bar[] = [];
  for (const [name, run] of Object.entries({ B3: left, B10: guessed, B16: told, B30: mailed, B40: stormed })) if (!only || only === name) bars.push(...(await run()));
  conclude("accounts", bars);
}

async function left(): Promise<Bar[]> {
  const { before, late, inFlight, statuses } = await withStand((stand) => leaving(stand, 50));
  console.log(`50 clients: ${before} requests before; after it ${JSON.stringify(statuses)}`);
  return [
    { bar: "B3 let in though begun after the answer", goal: "0", measured: String(late), holds: late === 0 && before > 50 },
    { bar: "B3 under way and still let in, a client", goal: "<= 1", measured: String(inFlight), holds: inFlight <= 1 },
  ];
}

async function guessed(): Promise<Bar[]> {
  const { verified, wrongEntries, isOwnerIn, statuses } = await withStand((stand) => guessing(stand, 1000));
  console.log(`1,000 guesses answered ${JSON.stringify(statuses)}`);
  return [
    { bar: "B10 guesses looked at, of 1,000 within ten minutes", goal: "<= 10", measured: String(verified), holds: verified <= 10 && wrongEntries === 0 },
    { bar: "B10 owner gets in from a known browser", goal: "yes", measured: isOwnerIn ? "yes" : "no", holds: isOwnerIn },
  ];
}

const median = (values: readonly number[]) => quantile([...values].sort((a, b) => a - b), 0.5);

async function told(): Promise<Bar[]> {
  const pairs = Number(process.argv[4] ?? 300);
  const found = await withStand((stand) => knownAndUnknown(stand, pairs), behindProxy);
  const lines = found.map(({ way, known, unknown, areAlike }) => ({ way, areAlike, known: median(known), unknown: median(unknown), p: mannWhitney(known, unknown) }));
  table(["asked", "known, ms", "unknown, ms", "gap, ms", "p", "alike"], lines.map(({ way, known, unknown, p, areAlike }) => [way, known, unknown, known - unknown, p, areAlike ? "yes" : "NO"]));
  return lines.map(({ way, known, unknown, p, areAlike }) => ({
    bar: `B16 ${way}: known and unknown`,
    goal: "p > 0.01, gap < 5 ms, alike",
    measured: `p ${shortened(p)}, ${shortened(Math.abs(known - unknown))} ms`,
    holds: areAlike && p > 0.01 && Math.abs(known - unknown) < 5,
  }));
}

async function mailed(): Promise<Bar[]> {
  const { mails, lost, doubled, well, stalled, caughtUp } = await mailsThroughOutage(60);
  console.log(`${mails} mails, all out ${shortened(caughtUp)} s after the mail server came back`);
  return [
    { bar: "B30 mails lost, doubled, through a kill and a stop", goal: "0, 0", measured: `${lost}, ${doubled}`, holds: lost + doubled === 0 },
    { bar: "B30 inviting while the mail server says nothing, p95", goal: "+- 20 %", measured: `${shortened(stalled)} ms, before ${shortened(well)} ms`, holds: stalled < well * 1.2 },
  ];
}

/**
 * The reads are pages of a list over REST. Rendered pages are measured by `npm run bench -- http`: five hundred of them a second are more than
 * two processors can make that the clients sit on as well.
 */
async function stormed(): Promise<Bar[]> {
  const readsPerSecond = Number(process.argv[4] ?? 500);
  const { reads, statuses, untold } = await withStand((stand) => overload(stand, { signIns: 200, uploads: 20, readsPerSecond, seconds: 10 }));
  console.log(`${JSON.stringify(statuses)}: what is more than the server can do is put off with 503`);
  const p99 = quantile([...reads].sort((a, b) => a - b), 0.99);
  const bad = Object.values(statuses).flatMap((by) => Object.entries(by)).filter(([status]) => Number(status) === 0 || (Number(status) >= 500 && status !== "503"));
  return [
    { bar: `B40 ${readsPerSecond} reads a second, p99`, goal: "< 500 ms", measured: `${shortened(p99)} ms of ${reads.length}`, holds: p99 < 500 },
    { bar: "B40 answers other than 429 and 503 that say it is our fault", goal: "0", measured: String(bad.length), holds: bad.length === 0 },
    { bar: "B40 put off without a word when to come again", goal: "0", measured: String(untold), holds: untold === 0 },
  ];
}
