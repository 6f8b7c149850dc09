import type { z } from "zod";
import { bundleKinds, isBundleKind, lineSchemas, type BundleKind, type Line } from "./schema";

/** A line understood, or what is wrong with it; `kind` and `key` are known as far as they could be read. */
export type Parsed = { line: Line } | { problems: { field: string; reason: string }[]; kind?: BundleKind; key?: string };

const one = (field: string, reason: string): Parsed => ({ problems: [{ field, reason }] });

/** Reads one line of a bundle against the schema of its kind. */
export function parseLine(text: string): Parsed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return one("", `This is not JSON: ${(error as Error).message.slice(0, 200)}`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return one("", "A line holds one JSON object.");
  const { kind, key } = value as { kind?: unknown; key?: unknown };
  if (kind === undefined) return one("kind", `A line names its kind: ${bundleKinds.join(", ")}.`);
  if (!isBundleKind(kind)) return one("kind", `There is no kind ${JSON.stringify(kind)?.slice(0, 100)}. Kinds are ${bundleKinds.join(", ")}.`);
  const result = lineSchemas[kind].safeParse(value);
  if (result.success) return { line: result.data };
  const known = typeof key === "string" ? { key: kind === "user" ? key.normalize("NFKC").trim().toLowerCase() : key.trim() } : {};
  return { problems: result.error.issues.flatMap(problemsOf), kind, ...known };
}

function problemsOf(issue: z.core.$ZodIssue): { field: string; reason: string }[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => ({ field: [...path, key].join("."), reason: "There is no such field." }));
  const nested = issue.code === "invalid_union" ? issue.errors.flat().find(({ code }) => code !== "invalid_type") : undefined;
  if (nested) return problemsOf({ ...nested, path: [...issue.path, ...nested.path] });
  const isMissing = issue.code === "invalid_type" && issue.input === undefined && issue.message.includes("undefined");
  return [{ field: path.join("."), reason: isMissing ? "It is needed." : issue.message }];
}
