/** A source of chance that gives the same row of numbers for the same seed. */
export type Dice = {
  /** A whole number below `max`. */
  below: (max: number) => number;
  /** True in `share` of the cases. */
  chance: (share: number) => boolean;
  one: <Value>(values: readonly Value[]) => Value;
  some: <Value>(values: readonly Value[], share: number) => Value[];
};

/** Dice for a seed (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (max: number) => Math.floor(next() * max);
  return {
    below,
    chance: (share) => next() < share,
    one: (values) => values[below(values.length)]!,
    some: (values, share) => values.filter(() => next() < share),
  };
}
