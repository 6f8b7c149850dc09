/** One thing to time: a name and the work, which may answer anything. */
export type Trial = { name: string; run: () => Promise<unknown> | unknown };

/** Milliseconds a run took, by trial, in ascending order. */
export type Times = Map<string, number[]>;

/** Runs the trials in a new random order each round, so that a drift of the machine falls on all alike. */
export async function interleaved(trials: readonly Trial[], rounds: number, warmUp = 10): Promise<Times> {
  const times: Times = new Map(trials.map(({ name }) => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const { name, run } of shuffled(trials)) {
      const began = performance.now();
      await run();
      if (round >= 0) times.get(name)!.push(performance.now() - began);
    }
  }
  for (const list of times.values()) list.sort((a, b) => a - b);
  return times;
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(Math.random() * (at + 1));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

/** The value below which the given share of a sorted list lies. */
export const quantile = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

/** The median of a sorted list. */
export const median = (sorted: readonly number[]) => quantile(sorted, 0.5);

/** Median of one trial over that of another, both from the same run. */
export const ratio = (times: Times, name: string, floor: string) => median(times.get(name)!) / median(times.get(floor)!);

/** Work that never waits, in pieces of well under a time slice each. */
export type Pieces = { name: string; count: number; run: (piece: number) => unknown };

/**
 * Milliseconds of all pieces together, by trial, each piece as in the quietest of the rounds: what the work itself takes when other
 * programs keep the machine busy. Trials and pieces take turns, so that no piece finds its data still at hand from the round before.
 */
export function quietest(trials: readonly Pieces[], rounds: number): Map<string, number> {
  const best = new Map(trials.map(({ name, count }) => [name, new Array<number>(count).fill(Infinity)]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, count, run } of shuffled(trials)) {
      const least = best.get(name)!;
      for (let piece = 0; piece < count; piece++) {
        const began = performance.now();
        run(piece);
        least[piece] = Math.min(least[piece]!, performance.now() - began);
      }
    }
  }
  return new Map([...best].map(([name, least]) => [name, least.reduce((sum, time) => sum + time, 0)]));
}
