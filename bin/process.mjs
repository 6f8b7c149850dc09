// @ts-check
// Running other programs: to their end, or with their output kept for the case that they fail.
import { spawn } from "node:child_process";
import { root } from "./checkout.mjs";

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
 * Runs a program to its end and returns what it printed. Throws CommandFailed with the whole output.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, isShown?: boolean, cwd?: string, uid?: number, gid?: number }} [options]
 * @returns {Promise<string>}
 */
export function run(command, args, { env = {}, isShown = false, cwd = root, ...account } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      ...account,
      cwd,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    /** @type {Buffer[]} */
    const output = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk) => {
        output.push(chunk);
        if (isShown) process.stdout.write(chunk);
      });
    }
    child.on("error", reject);
    child.on("close", (code) => {
      const text = Buffer.concat(output).toString();
      if (code === 0) resolve(text);
      else reject(new CommandFailed([command, ...args].join(" "), text, code));
    });
  });
}
