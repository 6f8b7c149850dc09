// The production build, made if anything that goes into it changed.
import { continueUnderProjectNode, isNode24 } from "./node24.mjs";

if (!isNode24) await continueUnderProjectNode();
const { ensureBuilt } = await import("./start/build.ts");
try {
  console.log(`The build is ${await ensureBuilt()}.`);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
