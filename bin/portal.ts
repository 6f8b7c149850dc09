// The command line: finds the command, reads its arguments, shows its answer. Started by bin/portal.mjs.
import { parseArgs } from "node:util";
import { disconnect } from "@/lib/platform/db/client";
import { Problem } from "@/lib/shared/errors";
import { WrongUse, type Answer, type Command, type Given } from "./commands/command";
import { commands } from "./commands/registry";

const general = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;
const args = process.argv.slice(2);
const isJson = args.includes("--json");
const began = performance.now();

process.exitCode = await main();
await disconnect();

async function main(): Promise<0 | 1 | 2> {
  const [name, command] = find();
  if (!command) return usage();
  if (args.includes("--help") || args.includes("-h")) return help(name, command);
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { ...command.options, ...general },
      allowPositionals: true,
    });
    const words = name.split(" ").length;
    return show(await command.run({ values, positionals: positionals.slice(words), say } as Given));
  } catch (error) {
    return fail(name, command, error as Error);
  }
}

function find(): [string, Command | undefined] {
  const words = args.filter((word) => !word.startsWith("-"));
  const name = [words.slice(0, 2).join(" "), words[0] ?? ""].find((candidate) => commands[candidate]) ?? "";
  return [name, commands[name]];
}

function usage(): 0 | 2 {
  const isAsked = args.length === 0 || args.includes("--help") || args.includes("-h") || args[0] === "help";
  const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2;
  const list = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}${summary}`);
  const unknown = isAsked
    ? []
    : [`There is no command "${args.filter((word) => !word.startsWith("-")).join(" ")}".`, ""];
  const text = [...unknown, "npm run portal -- <command> [--json] [--help]", "", ...list].join("\n");
  if (isAsked) console.log(text);
  else if (isJson) printJson({ error: { code: "wrong-use", message: unknown[0] } });
  else console.error(text);
  return isAsked ? 0 : 2;
}

function help(name: string, { summary, usage: shape }: Command): 0 {
  console.log(
    `npm run portal -- ${name} ${shape}\n\n${summary[0]?.toUpperCase()}${summary.slice(1)}. --json answers as JSON.`,
  );
  return 0;
}

function show({ value, lines, isRefused }: Answer): 0 | 1 {
  if (isJson) printJson(value);
  else if (lines.length > 0) (isRefused ? console.error : console.log)(lines.join("\n"));
  return isRefused ? 1 : 0;
}

function fail(name: string, { usage: shape }: Command, error: Error): 1 | 2 {
  const isWrongUse =
    error instanceof WrongUse || ((error as { code?: string }).code ?? "").startsWith("ERR_PARSE_ARGS");
  const problem =
    error instanceof Problem
      ? { code: error.code, fields: error.fields }
      : { code: isWrongUse ? "wrong-use" : "failed" };
  if (isJson) printJson({ error: { ...problem, message: error.message } });
  else console.error(isWrongUse ? `${error.message}\n\nnpm run portal -- ${name} ${shape}` : messageOf(error));
  return isWrongUse ? 2 : 1;
}

function messageOf(error: Error): string {
  if (error instanceof Problem)
    return Object.values(error.fields).length > 1 ? Object.values(error.fields).join("\n") : error.message;
  return error.stack ?? error.message;
}

function say(line: string): void {
  console.error(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);
}

function printJson(value: object): void {
  console.log(JSON.stringify(value));
}
