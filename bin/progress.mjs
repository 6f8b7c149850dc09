// @ts-check
// What a person sees while something takes time: a line for each step with its seconds, and a sign of life when slow.

const isTerminal = Boolean(process.stderr.isTTY);
const tickEvery = isTerminal ? 1000 : 5000;
const nameWidth = 16;

/** @param {number} since */
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`.padStart(8);

/** @param {string} text */
function write(text) {
  process.stderr.write(text);
}

/**
 * Runs one step and tells how it went. The work returns a few words on the outcome, and may report in between.
 * @param {string} name
 * @param {(report: (note: string) => void) => Promise<string | void>} work
 */
export async function step(name, work) {
  const begin = Date.now();
  let note = "…";
  const line = () => `${seconds(begin)}  ${name.padEnd(nameWidth)} ${note}`;
  const timer = setInterval(() => write(isTerminal ? `\r\x1b[2K${line()}` : `${line()}\n`), tickEvery);
  try {
    note = (await work((text) => (note = `… ${text}`))) ?? "done";
  } catch (error) {
    note = "failed";
    throw error;
  } finally {
    clearInterval(timer);
    write(`${isTerminal ? "\r\x1b[2K" : ""}${line()}\n`);
  }
}

/**
 * Runs work that should stay silent, but tells what is going on when it takes longer than a second.
 * @template Value
 * @param {string} what
 * @param {() => Promise<Value>} work
 * @returns {Promise<Value>}
 */
export async function quietly(what, work) {
  const timer = setTimeout(() => write(`${what} …\n`), 1000);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}
