// npm run portal -- <command>: makes a database available and hands over to bin/portal.ts.
import { runOnDatabase } from "./launcher.mjs";

await runOnDatabase("bin/portal.ts");
