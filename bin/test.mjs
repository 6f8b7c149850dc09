// npm test: everything from a bare checkout to one line, "N passed, N failed".
import { ensureInstalled, isInstalled } from "./install.mjs";
import { continueUnderProjectNode, isNode24 } from "./node24.mjs";
import { step } from "./progress.mjs";

try {
  if (!isInstalled("development")) await step("Dependencies", () => ensureInstalled("development"));
} catch (error) {
  console.error(`\n${error.message}\n\n0 passed, 1 failed`);
  process.exit(1);
}
if (!isNode24) await continueUnderProjectNode();
const { runTests } = await import("./test/run-tests.ts");
await runTests();
