import { hash } from "node:crypto";

/**
 * Remembers which keys a file has brought and in which line each came first, in some 20 bytes a row whatever the keys' length: a file of a
 * million rows takes 40 MB at most. Keys and values are known by 64 bits of their hash.
 */
export class SeenRows {
  private readonly slots: Uint32Array;
  private readonly mask: number;

  constructor(rows: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(rows, 8) * 1.5));
    this.mask = size - 1;
    this.slots = new Uint32Array(size * width);
  }

  /** The line in which the key came first, and whether it had the same values there; null when it comes now. */
  add(key: string, values: string, line: number): { line: number; isSame: boolean } | null {
    const [high, low] = wordsOf(key);
    const [otherHigh, otherLow] = wordsOf(values);
    for (let slot = low & this.mask; ; slot = (slot + 1) & this.mask) {
      const at = slot * width;
      const first = this.slots[at]!;
      if (first === 0) {
        this.slots.set([line, high, low, otherHigh, otherLow], at);
        return null;
      }
      if (this.slots[at + 1] !== high || this.slots[at + 2] !== low) continue;
      return { line: first, isSame: this.slots[at + 3] === otherHigh && this.slots[at + 4] === otherLow };
    }
  }
}

/** Words of a slot: line, key, values. */
const width = 5;

function wordsOf(text: string): [number, number] {
  const digest = hash("sha1", text, "buffer");
  return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
}
