// Makes the Prisma client from prisma/*.prisma, when they changed. `--force` makes it anyway.
import { continueUnderProjectNode, isNode24 } from "./node24.mjs";
import { ensureGenerated } from "./prisma-client.mjs";

if (!isNode24) await continueUnderProjectNode();
const isNew = await ensureGenerated({ isForced: process.argv.includes("--force") });
console.log(isNew ? "The database client was generated." : "The database client is current.");
