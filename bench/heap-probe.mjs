// Loaded into the server that bench/soak.ts watches: once a minute it throws away what can be thrown away, and writes down what is left.
import { renameSync, writeFileSync } from "node:fs";

const file = process.env.PORTICO_HEAP_FILE;

function look() {
  globalThis.gc();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  writeFileSync(`${file}.new`, JSON.stringify({ heapUsed, external, arrayBuffers }));
  renameSync(`${file}.new`, file); // so that nobody reads half of it
}

if (file && globalThis.gc) setInterval(look, 60_000).unref();
