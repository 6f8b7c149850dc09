/** A small, quick generator of numbers that are the same for the same seed on every machine. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = (seed ^ 0x9e3779b9) >>> 0;
  }

  /** A number from 0 (included) to 1 (excluded). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from 0 to `below` - 1. */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }

  /** True in so many of a hundred cases. */
  percent(share: number): boolean {
    return this.next() * 100 < share;
  }

  /** One of the entries. */
  pick<Entry>(entries: ArrayLike<Entry>): Entry {
    return entries[this.below(entries.length)]!;
  }

  /** So many different whole numbers from 1 to `most`, in no order; all of them when there are fewer. */
  distinct(amount: number, most: number): number[] {
    const chosen = new Set<number>();
    while (chosen.size < Math.min(amount, most)) chosen.add(1 + this.below(most));
    return [...chosen];
  }
}
