import type { z } from "zod";

const shapes: Record<string, string> = { string: "a text", boolean: "true or false", number: "a number", int: "a whole number", array: "a list", object: "an object" };

/** "a text", "a list": what a value should be, for programs. */
export const shapeInWords = (expected: string) => shapes[expected] ?? expected;

const counts: Record<string, (n: string) => string> = { string: (n) => `${n} characters`, array: (n) => `${n} entries` };

const counted = ({ origin }: { origin: string }, limit: number | bigint) => counts[origin]?.(String(limit)) ?? String(limit);

/**
 * What would be right, in plain words, where a schema says nothing itself: pass it as `error` when parsing what a program sent. Undefined
 * leaves the sentence to the schema's library.
 */
export function wordsForIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? `It is needed: give ${shapeInWords(issue.expected)}.` : `Give ${shapeInWords(issue.expected)}.`;
    case "invalid_value":
      return `Give ${issue.values.length === 1 ? "" : "one of "}${issue.values.join(", ")}.`;
    case "too_big":
      return `Give at most ${counted(issue, issue.maximum)}.`;
    case "too_small":
      return `Give at least ${counted(issue, issue.minimum)}.`;
    default:
      return undefined;
  }
}
