import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collector: (() => void) | undefined;

/**
 * Collects what is no longer in use, in a tenth of a second or so. For work that leaves much behind, such as a file of a million rows, to
 * call now and then: left to itself V8 lets the heap grow to several times what is in use while there is room, which other work pays for.
 */
export function collectGarbage(): void {
  if (!collector) {
    setFlagsFromString("--expose-gc");
    collector = runInNewContext("gc") as () => void;
  }
  collector();
}
