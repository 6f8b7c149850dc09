// The command line itself: finds the command, reads its arguments, shows its answer.
import { parseArgs } from "node:util";
import { Problem } from "@/lib/shared/errors";
import { WrongUse, type Answer, type Command, type Given } from "./command";
import { commands } from "./registry";

/** Where answers (`out`) and everything else (`err`) are written, a line or several at a time. */
export type Screen = { out: (text: string) => void; err: (text: string) => void };

type Run = Screen & { args: string[]; isJson: boolean };

const general = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;

/** Runs what the arguments ask for and answers the exit code: 0 done, 1 refused or failed, 2 wrong use. */
export async function commandLine(args: string[], screen: Screen): Promise<0 | 1 | 2> {
  const run: Run = { args, isJson: args.includes("--json"), ...screen };
  const [name, command] = find(args);
  if (!command) return usage(run);
  if (args.includes("--help") || args.includes("-h")) return help(run, name, command);
  try {
    const { values, positionals } = parseArgs({ args, options: { ...command.options, ...general }, allowPositionals: true });
    const words = name.split(" ").length;
    return show(run, await command.run({ values, positionals: positionals.slice(words), say: progressOn(screen) } as Given));
  } catch (error) {
    return fail(run, name, command, error as Error);
  }
}

function find(args: string[]): [string, Command | undefined] {
  const words = args.filter((word) => !word.startsWith("-"));
  const name = [words.slice(0, 2).join(" "), words[0] ?? ""].find((candidate) => commands[candidate]) ?? "";
  return [name, commands[name]];
}

function usage({ args, isJson, out, err }: Run): 0 | 2 {
  const isAsked = args.includes("--help") || args.includes("-h") || args[0] === "help";
  const width = Math.max(...Object.keys(commands).map((name) => name.length)) + 2;
  const list = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}${summary}`);
  const named = args.filter((word) => !word.startsWith("-")).join(" ");
  const unknown = isAsked ? [] : [named === "" ? "Which command?" : `There is no command "${named}".`, ""];
  const text = [...unknown, "npm run portal -- <command> [--json] [--help]", "", ...list].join("\n");
  if (isAsked) out(text);
  else if (isJson) out(JSON.stringify({ error: { code: "wrong-use", message: unknown[0] } }));
  else err(text);
  return isAsked ? 0 : 2;
}

function help({ out }: Run, name: string, { summary, usage: shape }: Command): 0 {
  out(`npm run portal -- ${name} ${shape}\n\n${summary[0]?.toUpperCase()}${summary.slice(1)}. --json answers as JSON.`);
  return 0;
}

function show({ isJson, out, err }: Run, { value, lines, note, isRefused }: Answer): 0 | 1 {
  if (isJson) out(JSON.stringify(note ? { ...value, note } : value));
  else if (lines.length > 0) (isRefused ? err : out)(lines.join("\n"));
  if (note && !isJson) err(note);
  return isRefused ? 1 : 0;
}

function fail({ isJson, out, err }: Run, name: string, { usage: shape }: Command, error: Error): 1 | 2 {
  const isWrongUse = error instanceof WrongUse || ((error as { code?: string }).code ?? "").startsWith("ERR_PARSE_ARGS");
  const problem = error instanceof Problem ? { code: error.code, fields: error.fields } : { code: isWrongUse ? "wrong-use" : "failed" };
  const message = isWrongUse ? withoutAdvice(error.message) : error.message;
  if (isJson) out(JSON.stringify({ error: { ...problem, message } }));
  else err(isWrongUse ? `${message}\n\nnpm run portal -- ${name} ${shape}` : messageOf(error));
  return isWrongUse ? 2 : 1;
}

/** Node's parser goes on about arguments that begin with a dash, which no command takes. */
const withoutAdvice = (message: string) => message.split("\n")[0]!.replace(/ To specify a positional argument .*/, "");

function messageOf(error: Error): string {
  if (error instanceof Problem) return Object.values(error.fields).length > 1 ? Object.values(error.fields).join("\n") : error.message;
  return error.stack ?? error.message;
}

function progressOn({ err }: Screen): (line: string) => void {
  const began = performance.now();
  return (line) => err(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${line}`);
}
