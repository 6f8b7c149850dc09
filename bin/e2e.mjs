// The browser tests: node bin/e2e.mjs [Playwright's arguments]. Needs the dependencies; brings its own server.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { root } from "./checkout.mjs";
import { continueUnderProjectNode, isNode24 } from "./node24.mjs";

if (!isNode24) await continueUnderProjectNode();
const { ensureChromium } = await import("./test/chromium.ts");
const env = {
  ...process.env,
  CHROMIUM_PATH: await ensureChromium(),
  // The tests build their world with the portal's own server modules.
  NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --conditions=react-server`.trim(),
};
const args = [join(root, "node_modules/@playwright/test/cli.js"), "test", ...process.argv.slice(2)];
const child = spawn(process.execPath, args, { stdio: "inherit", cwd: root, env });
process.on("SIGINT", () => undefined);
process.on("SIGTERM", () => child.kill("SIGTERM"));
child.once("exit", (code) => process.exit(code ?? 1));
