import type { z } from "zod";
import { shapeInWords } from "../../shared/schema-words";
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
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? parseRecord(value as { kind?: unknown; key?: unknown }) : one("", "A line holds one JSON object.");
}

function parseRecord(value: { kind?: unknown; key?: unknown }): Parsed {
  const { kind, key } = value;
  if (kind === undefined) return one("kind", `A line names its kind: ${bundleKinds.join(", ")}.`);
  if (!isBundleKind(kind)) return one("kind", `There is no kind ${JSON.stringify(kind).slice(0, 100)}. Kinds are ${bundleKinds.join(", ")}.`);
  const result = lineSchemas[kind].safeParse(value);
  if (result.success) return { line: result.data };
  const problems = onePerField(result.error.issues.flatMap((issue) => problemsOf(issue, value)));
  return typeof key === "string" ? { problems, kind, key: canonicalKey(kind, key) } : { problems, kind };
}

const canonicalKey = (kind: BundleKind, key: string) => (kind === "user" ? key.normalize("NFKC").trim().toLowerCase() : key.trim());

type FieldProblem = { field: string; reason: string };

/** The first reason of each field is enough. */
const onePerField = (problems: FieldProblem[]) => [...new Map(problems.toReversed().map((problem) => [problem.field, problem])).values()].toReversed();

function problemsOf(issue: z.core.$ZodIssue, value: unknown): FieldProblem[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => ({ field: [...path, key].join("."), reason: "There is no such field." }));
  const nested = issue.code === "invalid_union" ? issue.errors.flat().find(({ code }) => code !== "invalid_type") : undefined;
  if (nested) return problemsOf({ ...nested, path: [...issue.path, ...nested.path] }, value);
  return [{ field: path.join("."), reason: at(value, path) === undefined && issue.code === "invalid_type" ? "It is needed." : reasonOf(issue) }];
}

/** What would be right, where the schema itself does not say it. */
function reasonOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_value") return `Give one of ${issue.values.join(", ")}.`;
  if (issue.code === "invalid_type") return `Give ${shapeInWords(issue.expected)}.`;
  if (issue.code !== "invalid_union") return issue.message;
  const wanted = issue.errors.flat().flatMap((inner) => (inner.code === "invalid_type" ? [shapeInWords(inner.expected)] : []));
  return `Give ${[...new Set(wanted)].join(" or ")}.`;
}

const at = (value: unknown, path: readonly string[]): unknown => path.reduce<unknown>((inner, name) => (inner as Record<string, unknown> | undefined)?.[name], value);
