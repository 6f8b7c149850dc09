// The command line on the database that its environment names. Started by bin/portal.mjs.
import { disconnect } from "@/lib/platform/db/client";
import { commandLine } from "./commands/command-line";

process.exitCode = await commandLine(process.argv.slice(2), { out: console.log, err: console.error });
await disconnect();
