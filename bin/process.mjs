// @ts-check
// Running other programs to their end, with their output kept for the case that they fail.
import { spawn } from "node:child_process";
import { root } from "./checkout.mjs";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

export class CommandFailed extends Error {
  /**
   * @param {string} command
   * @param {string} output
   * @param {number | null} code
   */
  constructor(command, output, code) {
    super(`${command} failed (${code ?? "killed"}).\n${output}`.trimEnd());
    this.code = code;
    this.output = output;
  }
}

/**
 * @typedef {object} RunOptions
 * @property {Record<string, string | undefined>} [env] added to ours; undefined takes a variable away
 * @property {(line: string) => void} [onLine] gets each line as it is printed
 * @property {string} [cwd]
 * @property {number} [uid]
 * @property {number} [gid]
 */

/**
 * Runs a program to its end and returns what it printed. Throws CommandFailed with the whole output.
 * @param {string} command
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<string>}
 */
export function run(command, args, { env = {}, onLine, cwd = root, ...account } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...account,
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    /** @type {Buffer[]} */
    const output = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (/** @type {Buffer} */ chunk) => {
        output.push(chunk);
        if (onLine) for (const line of chunk.toString().split("\n")) if (line.trim()) onLine(line.trim());
      });
    }
    child.on("error", reject);
    child.on("close", (code) => {
      running.delete(child);
      const text = Buffer.concat(output).toString();
      if (code === 0) resolve(text);
      else reject(new CommandFailed([command, ...args].join(" "), text, code));
    });
  });
}

/** Ends every program that run() has under way. */
export function endRunning() {
  for (const child of running) child.kill("SIGTERM");
}
