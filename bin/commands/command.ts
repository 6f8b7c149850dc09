// What a command of `npm run portal` is made of.
import type { ParseArgsConfig } from "node:util";

/** The arguments as given: options by name, the rest by position. `say` shows progress without touching the answer. */
export type Given = {
  values: Record<string, string | boolean | undefined>;
  positionals: string[];
  say: (line: string) => void;
};

/** What a command answers: `value` for --json, `lines` for people, `note` beside them for what they should know. `isRefused` ends with exit code 1. */
export type Answer = { value: object; lines: string[]; note?: string | null; isRefused?: boolean };

export type Command = {
  /** What it does, in one line. */
  summary: string;
  /** Its arguments, after the command's name. */
  usage: string;
  options?: NonNullable<ParseArgsConfig["options"]>;
  run: (given: Given) => Promise<Answer>;
};

/** The command was called wrongly: exit code 2. */
export class WrongUse extends Error {}

/** The text of an option that must be there. Throws WrongUse. */
export function textOption({ values }: Given, name: string): string {
  const value = values[name];
  if (typeof value !== "string" || value.trim() === "") throw new WrongUse(`--${name} is needed.`);
  return value;
}

/** The whole number of an option, or its default. Throws WrongUse. */
export function countOption({ values }: Given, name: string, fallback: number): number {
  const value = values[name];
  if (value === undefined) return fallback;
  if (typeof value !== "string" || !/^\d{1,9}$/.test(value)) throw new WrongUse(`--${name} must be a whole number.`);
  return Number(value);
}

/** The beginning (UTC) of a day given as an option; null when it is not given. Throws WrongUse. */
export function dateOption({ values }: Given, name: string): Date | null {
  const value = values[name];
  if (value === undefined) return null;
  const date = typeof value === "string" && isDay(value) ? new Date(value) : null;
  if (!date) throw new WrongUse(`--${name} must be a date like 2027-01-31.`);
  return date;
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

/** The positional arguments, exactly so many. Throws WrongUse. */
export function positionalsOf({ positionals }: Given, ...names: string[]): string[] {
  if (positionals.length < names.length) throw new WrongUse(`${names[positionals.length]} is missing.`);
  if (positionals.length > names.length) throw new WrongUse(`"${positionals[names.length]}" is one too many.`);
  return positionals;
}
