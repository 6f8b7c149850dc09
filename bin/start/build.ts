// The production build: made again only when something that goes into it changed.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { translated } from "../catalogues.mjs";
import { fingerprint, isStamped, root, stamp } from "../checkout.mjs";
import { inTurn } from "../database/instance-lock.ts";
import { ensureGenerated } from "../prisma-client.mjs";
import { run } from "../process.mjs";
import { gapsOf, sourceTexts } from "../texts.mjs";

const sources = [
  "app",
  "components",
  "lib",
  "prisma",
  "public",
  "instrumentation.ts",
  "next.config.mjs",
  "package-lock.json",
  "postcss.config.mjs",
  "proxy.ts",
  "tsconfig.json",
];
const stampFile = join(root, ".next", "portico-build");

const isSource = (path: string) => !path.startsWith("lib/platform/db/generated/") && !/\.test\.tsx?$/.test(path);

/** Builds if needed; isForced builds in any case. Throws CommandFailed with what the build printed. */
export function ensureBuilt({ isForced = false } = {}): Promise<string> {
  return inTurn(join(root, "node_modules", ".portico-build.lock"), () => build(isForced));
}

async function build(isForced: boolean): Promise<string> {
  const print = fingerprint(sources, isSource);
  if (!isForced && existsSync(join(root, ".next", "BUILD_ID")) && isStamped(stampFile, print)) return "current";
  rmSync(stampFile, { force: true });
  requireTexts();
  await ensureGenerated(); // a client of an older schema would be built in, and the build taken for current
  await run(process.execPath, [join(root, "node_modules/next/dist/bin/next"), "build"], {
    env: { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  stamp(stampFile, print);
  return "built";
}

/** A text that a language lacks would stand in English among the others. */
function requireTexts(): void {
  const texts = sourceTexts();
  const lacking = translated.map((language) => ({ language, missing: gapsOf(language, texts).missing })).filter(({ missing }) => missing.length > 0);
  if (lacking.length === 0) return;
  const lines = lacking.map(({ language, missing }) => `${language} lacks ${missing.length} texts, the first: ${JSON.stringify(missing[0])}`);
  throw new Error(`${lines.join("\n")}\nAll of them: npm run texts`);
}
