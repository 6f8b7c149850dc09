// @ts-check
// The generated database client: made again only when the schema or Prisma itself changed, and never by network.
import { join } from "node:path";
import { fingerprint, isStamped, root, stamp } from "./checkout.mjs";
import { run } from "./process.mjs";

const output = join(root, "lib/platform/db/generated");
const stampFile = join(output, ".fingerprint");

/**
 * Runs under Node 24 only.
 * @param {{ isForced?: boolean }} [options]
 * @returns {Promise<boolean>} whether it had to be made
 */
export async function ensureGenerated({ isForced = false } = {}) {
  if (!isForced && isCurrent()) return false;
  const { inTurn } = await import("./database/instance-lock.ts");
  return inTurn(join(root, "node_modules", ".portico-generate.lock"), async () => {
    if (!isForced && isCurrent()) return false;
    await generate();
    return true;
  });
}

function currentPrint() {
  const isSchema = (/** @type {string} */ name) => name.endsWith(".prisma") || !name.startsWith("prisma/");
  return fingerprint(["prisma", "prisma.config.ts", "node_modules/prisma/package.json"], isSchema);
}

const isCurrent = () => isStamped(stampFile, currentPrint());

async function generate() {
  const print = currentPrint();
  await run(process.execPath, [join(root, "node_modules/prisma/build/index.js"), "generate", "--no-hints"], {
    env: {
      // Prisma looks for its native engine even where it does not use it; any file that can be run will do.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    },
  });
  stamp(stampFile, print);
}
