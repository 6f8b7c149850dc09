import "server-only";
import { z } from "zod";
import { invalid, Problem } from "../../shared/errors";
import { wordsForIssue } from "../../shared/schema-words";
import { problemOfInput, TransportProblem } from "./problem";

const largestBody = 1_000_000;

/** The query parameters by a schema; unknown, repeated and broken ones are refused. Throws `invalid`. */
export function readQuery<Schema extends z.ZodType>(request: Request, schema: Schema): z.output<Schema> {
  const { searchParams } = new URL(request.url);
  const names = [...searchParams.keys()];
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated !== undefined) throw invalid({ [repeated]: "Give this once; several values are separated by commas." });
  if (names.includes("__proto__")) throw invalid({ ["__proto__"]: "This is not known here." }); // which no schema would see
  const query = Object.fromEntries(searchParams);
  const unprintable = names.find((name) => query[name]!.includes("\0"));
  if (unprintable !== undefined) throw invalid({ [unprintable]: "Use printable characters only." });
  return parsed(schema, query);
}

export type Body<Value> = { value: Value; text: string };

/** The JSON body by a schema, with its text. Throws `invalid`, or a TransportProblem for another type or more than 1 MB. */
export async function readBody<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<Body<z.output<Schema>>> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/json") throw new TransportProblem("unsupported-media-type", 415, "Send the body as application/json.");
  const text = await textOf(request);
  return { value: parsed(schema, json(text)), text };
}

const nothing = z.strictObject({});

/** Nothing, or an empty object: the body of a call that takes none. Throws `invalid` for anything else. */
export async function readNoBody(request: Request): Promise<Body<object>> {
  const text = await textOf(request);
  if (text.trim() !== "") parsed(nothing, json(text));
  return { value: {}, text: "" };
}

async function textOf(request: Request): Promise<string> {
  const encoding = request.headers.get("content-encoding");
  if (encoding !== null && encoding.toLowerCase() !== "identity") throw new TransportProblem("unsupported-media-type", 415, "Send the body as it is, without a Content-Encoding.", { "Accept-Encoding": "identity" });
  const tooLarge = () => new TransportProblem("too-large", 413, "Send at most 1 MB.");
  if (Number(request.headers.get("content-length") ?? 0) > largestBody) throw tooLarge();
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    if (size > largestBody) throw tooLarge();
    parts.push(part);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(parts));
  } catch {
    throw new Problem("invalid", "The body is not UTF-8.");
  }
}

/** Parses JSON; names that reach behind an object and text that no column can hold are refused wherever they stand. */
function json(text: string): unknown {
  try {
    return JSON.parse(text, (name, value: unknown) => {
      if (name === "__proto__") throw invalid({ [name]: "This is not known here." });
      if (typeof value === "string" && (value.includes("\0") || !value.isWellFormed())) throw invalid({ [name]: "Use printable characters only." });
      return value;
    });
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem("invalid", "The body is not valid JSON.");
  }
}

function parsed<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input, { error: wordsForIssue });
  if (!result.success) throw problemOfInput(result.error);
  return result.data;
}

/** The record that a path segment names: `12`, or `key:` and the record's key. Throws `not-found` for anything else. */
export function readReference(segment: string, noun: string): { id: number } | { key: string } {
  const hidden = new Problem("not-found", `This ${noun} could not be found.`);
  if (segment.startsWith("key:")) {
    const key = segment.slice(4);
    if (key.length === 0 || key.length > 300 || key.includes("\0")) throw hidden;
    return { key };
  }
  const id = /^[1-9]\d{0,9}$/.test(segment) ? Number(segment) : 0;
  if (id < 1 || id > 2_147_483_647) throw hidden;
  return { id };
}

const ourTag = /^"(\d{1,9})(?:\.[\w-]+)?"$/;

/** A version that no record ever has: what only weak or foreign tags ask for does not stand (RFC 9110, 13.1.1). */
const never = 2_147_483_646;

/** The version that If-Match asks for; undefined when it does not matter. Throws `invalid` for what is no ETag, or several of ours. */
export function readVersion(request: Request): number | undefined {
  const header = request.headers.get("if-match")?.trim();
  if (header === undefined || header === "*") return undefined;
  if (!/^(W\/)?"[^"]*"(\s*,\s*(W\/)?"[^"]*")*$/.test(header)) throw invalid({ "If-Match": "Send an ETag as it was answered, in its quotes." });
  const own = header.split(",").flatMap((tag) => ourTag.exec(tag.trim())?.[1] ?? []).map(Number);
  if (new Set(own).size > 1) throw invalid({ "If-Match": "Send the ETag of one version." });
  return own[0] ?? never;
}

/** The request's Idempotency-Key, if it has one. Throws `invalid` for one that is too long or not printable. */
export function readKey(request: Request): string | null {
  const key = request.headers.get("idempotency-key");
  if (key === null) return null;
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw invalid({ "Idempotency-Key": "Use 1 to 200 printable ASCII characters without blanks." });
  return key;
}
