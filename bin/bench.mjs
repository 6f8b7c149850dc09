// npm run bench -- <name>: makes a database available and hands over to bench/index.ts.
import { runOnDatabase } from "./launcher.mjs";

await runOnDatabase("bench/index.ts", "development");
