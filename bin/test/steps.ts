// One step of npm test: its command, how it is counted, and how it is told.
import { CommandFailed, run } from "../process.mjs";
import { single, type Tally } from "./tally.ts";

export type Command = { command: string; args: string[]; env?: Record<string, string> };

export type Step = {
  name: string;
  commands: Command[];
  /** Counts from a report; without it the step counts as one. */
  tally?: (isFine: boolean) => Tally;
};

const started = new Map<string, number>();

/** Runs the step's commands in turn; prints a heading with the outcome, and all output if it failed. */
export async function runStep({ name, commands, tally = single }: Step): Promise<Tally> {
  const begin = Date.now();
  started.set(name, begin);
  const failures = await failuresOf(commands);
  started.delete(name);
  const counts = tally(failures.length === 0);
  const seconds = ((Date.now() - begin) / 1000).toFixed(1);
  const outcome = failures.length === 0 ? "passed" : "FAILED";
  console.log(`\n== ${name}: ${outcome}, ${counts.passed} passed, ${counts.failed} failed, ${seconds} s`);
  for (const failure of failures) console.log(failure);
  return counts;
}

/** Tells every so often what is still under way; returns what ends that. */
export function tellProgress(): () => void {
  const timer = setInterval(() => {
    const running = [...started].map(([name, begin]) => `${name} ${Math.round((Date.now() - begin) / 1000)} s`);
    if (running.length > 0) console.log(`   … ${running.join(", ")}`);
  }, 15_000);
  return () => clearInterval(timer);
}

/** Every command runs, so that one look shows all that is wrong. */
async function failuresOf(commands: Command[]): Promise<string[]> {
  const failures: string[] = [];
  for (const { command, args, env } of commands) {
    try {
      await run(command, args, { env: { FORCE_COLOR: "0", ...env } });
    } catch (error) {
      failures.push(error instanceof CommandFailed ? error.message : String(error));
    }
  }
  return failures;
}
