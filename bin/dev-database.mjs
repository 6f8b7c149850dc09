// Keeps an embedded PostgreSQL running for a developer until Ctrl-C: node bin/dev-database.mjs [port] [data folder]
// It prints the URL of a migrated database; `--empty` leaves the migrations out.
import { resolve } from "node:path";
import { continueUnderProjectNode, isNode24 } from "./node24.mjs";

if (!isNode24) await continueUnderProjectNode();
const args = process.argv.slice(2).filter((arg) => !arg.startsWith("--"));
const isEmpty = process.argv.includes("--empty");
const folder = resolve(args[1] ?? ".portal/dev");

const { startEmbedded, databaseName } = await import("./database/embedded.ts");
const { migrate } = await import("../prisma/migrate.ts");

const server = await startEmbedded(folder, args[0] ? { port: Number(args[0]) } : {});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => void server.stop().then(() => process.exit(0)));
void server.ended.then(() => process.exit(1));
if (!isEmpty) await migrate(server.url(databaseName), { onProgress: (line) => console.error(line) });
console.log(`DATABASE_URL=${server.url(databaseName)}`);
