// @ts-check
// Imported first by every entry point: goes on under the Node that the project installs, whatever Node started it.
import { spawn } from "node:child_process";
import { projectNode } from "./checkout.mjs";
import { whenNpmIsGone } from "./parent.mjs";

const oldestThatRunsUs = 24;

/** Whether this process is already new enough to run the TypeScript parts. */
export const isNode24 = Number(process.versions.node.split(".")[0]) >= oldestThatRunsUs;

/**
 * Runs the same command under the project's Node and ends with its exit code. Ctrl-C reaches the child by itself,
 * since it stands in the same process group; SIGTERM is handed on.
 * @returns {Promise<never>}
 */
export function continueUnderProjectNode() {
  const node = projectNode();
  if (!node) throw new Error("Node 24 is not there although the dependencies are installed. Run: npm install");
  const child = spawn(node, process.argv.slice(1), { stdio: ["inherit", "inherit", "inherit", "ipc"] });
  process.on("SIGINT", () => undefined);
  for (const signal of /** @type {const} */ (["SIGTERM", "SIGHUP"])) process.on(signal, () => child.kill(signal));
  whenNpmIsGone(() => child.kill("SIGTERM"));
  return new Promise(() => {
    child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
  });
}
