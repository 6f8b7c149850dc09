import "server-only";
import { availableParallelism } from "node:os";
import { Problem } from "../shared/errors";
import { uncounted } from "../shared/request-time";
import { t } from "../shared/language/text";

const mostWaiting = 200;

type Line = { running: number; waiting: (() => void)[] };

// Next bundles this module more than once; the processors are the same.
const holder = globalThis as typeof globalThis & { porticoCostly?: Line };
const line = (holder.porticoCostly ??= { running: 0, waiting: [] });

/** Passwords and pictures leave one processor to those who only read (reliability.md, B40); with a single one they take what there is. */
const atOnce = () => Math.max(1, Math.min(2, availableParallelism() - 1));

/**
 * Does work that keeps a processor busy, such as hashing a password or reading a picture, in its turn: few at once in this process, the rest
 * waits. Throws `too-many` when too many wait.
 */
export const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => uncounted(() => doneInTurn(work));

async function doneInTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  if (line.running < atOnce()) line.running++;
  else await turn(); // whoever ends hands the place on, so nobody slips in between
  try {
    return await work();
  } finally {
    const next = line.waiting.shift();
    if (next) next();
    else line.running--;
  }
}

function turn(): Promise<void> {
  if (line.waiting.length >= mostWaiting) throw new Problem("too-many", t("The portal is busy. Try again in a minute."));
  return new Promise((resolve) => line.waiting.push(resolve));
}
