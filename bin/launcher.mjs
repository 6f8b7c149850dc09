// @ts-check
// What the command line and the benchmarks have in common: everything is installed, generated and reachable before
// the program itself runs. Its standard output stays the program's own.
import { ensureInstalled } from "./install.mjs";
import { continueUnderProjectNode, isNode24 } from "./node24.mjs";
import { ensureGenerated } from "./prisma-client.mjs";
import { quietly } from "./progress.mjs";

/**
 * Runs a TypeScript program of the project with our arguments, and ends with its exit code.
 * @param {string} program
 * @param {import("./install.mjs").Extent} [extent]
 */
export async function runOnDatabase(program, extent = "portal") {
  try {
    await quietly("Installing dependencies", () => ensureInstalled(extent));
    if (!isNode24) await continueUnderProjectNode();
    await quietly("Generating the database client", ensureGenerated);
    const { runCommand } = await import("./start/run-command.ts");
    process.exit(await runCommand(program, process.argv.slice(2)));
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    process.exit(1);
  }
}
