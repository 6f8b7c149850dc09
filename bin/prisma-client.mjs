// @ts-check
// The generated database client: made again only when the schema or Prisma itself changed, and never by network.
import { join } from "node:path";
import { fingerprint, isStamped, root, stamp } from "./checkout.mjs";
import { run } from "./process.mjs";

const output = join(root, "lib/platform/db/generated");
const stampFile = join(output, ".fingerprint");

/**
 * @param {{ isForced?: boolean }} [options]
 * @returns {Promise<boolean>} whether it had to be made
 */
export async function ensureGenerated({ isForced = false } = {}) {
  const isSchema = (/** @type {string} */ name) => name.endsWith(".prisma") || !name.startsWith("prisma/");
  const print = fingerprint(["prisma", "prisma.config.ts", "node_modules/prisma/package.json"], isSchema);
  if (!isForced && isStamped(stampFile, print)) return false;
  await run(process.execPath, [join(root, "node_modules/prisma/build/index.js"), "generate", "--no-hints"], {
    env: {
      // Prisma looks for its native engine even where it does not use it; any file that can be run will do.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  });
  stamp(stampFile, print);
  return true;
}
