// What an empty database gets, and what a newcomer is told about it.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../checkout.mjs";
import { run } from "../process.mjs";

type SignIn = { persona: string; email: string; password: string };

/** Loads the demo into an empty database; the seed decides itself whether it is one. */
export function loadDemo(env: Record<string, string>, onLine?: (line: string) => void): Promise<string> {
  return runProgram("prisma/seed.ts", [], env, onLine);
}

/** Runs a TypeScript program of the project as Next's server code runs, and returns what it printed. */
export function runProgram(path: string, args: string[], env: Record<string, string>, onLine?: (line: string) => void) {
  return run(process.execPath, ["--conditions=react-server", "--import", "tsx", join(root, path), ...args], {
    env,
    onLine,
  });
}

/** The demo's people as a table, if the demo was ever loaded into this data folder. */
export function signInTable(dataFolder: string): string | undefined {
  const file = join(dataFolder, "demo-sign-ins.json");
  if (!existsSync(file)) return undefined;
  const people = JSON.parse(readFileSync(file, "utf8")) as SignIn[];
  const width = (column: keyof SignIn) => Math.max(...people.map((person) => person[column].length)) + 3;
  const [persona, email] = [width("persona"), width("email")];
  return people.map((one) => `  ${one.persona.padEnd(persona)}${one.email.padEnd(email)}${one.password}`).join("\n");
}
