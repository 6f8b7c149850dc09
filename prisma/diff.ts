// Prints the SQL that makes an empty database into what prisma/*.prisma describes: raw material for a new migration.
import { fileURLToPath } from "node:url";
import { readSchema, sqlFromSchema } from "./engine.ts";

const folder = process.argv[2] ?? fileURLToPath(new URL(".", import.meta.url));
process.stdout.write(await sqlFromSchema(await readSchema(folder)));
