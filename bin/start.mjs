// npm start: from a bare checkout to a running portal. This file must run on any Node from 20.19 with nothing installed.
import { ensureInstalled, isInstalled } from "./install.mjs";
import { continueUnderProjectNode, isNode24 } from "./node24.mjs";
import { endRunning } from "./process.mjs";
import { step } from "./progress.mjs";

const stopEarly = () => {
  endRunning();
  process.exit(0);
};

const signals = ["SIGINT", "SIGTERM", "SIGHUP"];

try {
  for (const signal of signals) process.on(signal, stopEarly);
  if (!isInstalled("portal")) await step("Dependencies", () => ensureInstalled("portal"));
  for (const signal of signals) process.off(signal, stopEarly);
} catch (error) {
  console.error(`\n${error.message}`);
  process.exit(1);
}
if (!isNode24) await continueUnderProjectNode();
const { startPortal } = await import("./start/start-portal.ts");
await startPortal();
