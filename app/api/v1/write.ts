import "server-only";
import { z } from "zod";
import type { Viewer } from "@/lib/access/viewer";
import { customerIdsOf, idsOf, type ReferenceTable } from "@/lib/domain/access/reference-ids";
import { ifStanding, type VersionedTable } from "@/lib/domain/idempotency/standing";
import { notFound, Problem } from "@/lib/shared/errors";
import { largestId } from "@/lib/shared/fields";
import { wordsForIssue } from "@/lib/shared/schema-words";
import { readBody, readNoBody, readQuery, readReference, readVersion } from "@/lib/web/rest/input";
import type { Operation } from "@/lib/web/rest/openapi";
import { problemOfInput } from "@/lib/web/rest/problem";
import type { ReferenceInput } from "@/lib/web/rest/reference";
import { route, write, type RestAnswer } from "@/lib/web/rest/route";
import { namedId, recordAnswer, type RecordNoun } from "./record";

export type Table = ReferenceTable | "customers";

/** Where a field of the body goes in the command's input, and where it is looked up when it names other records. */
type Place = readonly [field: string, table?: Table];

export type Result = { id: number; link?: string };

/** A command as the body of a call asks for it. */
export type CommandCall<Input extends z.ZodType, Value = unknown> = {
  /** Below the noun's own address, which a call about one record begins with `/{record}`. */
  path: string;
  summary: string;
  noun: Pick<RecordNoun, "name" | "find" | "get">;
  body?: z.ZodObject;
  /** The command's own schema; it has the last word over the body. */
  input: Input;
  /** Fields of the body that the command knows by another name, dots for fields inside fields; all others keep theirs. */
  places?: Record<string, Place>;
  /** A further record that the address names, such as the member who is taken out. */
  other?: { name: string; field: string; table: Table; isList?: boolean };
  /** The command takes the version that stands and no other, instead of merging. */
  isExact?: boolean;
  /** The input made ready for the command's schema. */
  ready?: (fields: Fields) => Fields;
  command: (viewer: Viewer, input: z.output<Input>) => Promise<Value>;
};

/** A call that changes something: from the same entry come its handler and its description. */
export type WriteCall<Input extends z.ZodType> = CommandCall<Input, Result> & {
  method: "post" | "patch" | "delete";
  description?: string;
  noun: RecordNoun & { path: VersionedTable };
  answer: "created" | "record" | "nothing";
  /** Schema of the answer, where it is more than the record. */
  shape?: z.ZodType;
};

export type Fields = Record<string, unknown>;
type Params = Record<string, string>;

const valueAt = (fields: unknown, path: string): unknown =>
  path.split(".").reduce<unknown>((value, name) => (value === null || typeof value !== "object" ? undefined : (value as Fields)[name]), fields);

function lookUp(viewer: Viewer, table: Table, references: readonly ReferenceInput[]): Promise<number[]> {
  return table === "customers" ? customerIdsOf(viewer, references) : idsOf(table, references);
}

async function valueOf(viewer: Viewer, { raw, parsed }: { raw: unknown; parsed: unknown }, table: Table | undefined): Promise<unknown> {
  if (!table || parsed === undefined || parsed === null) return raw;
  const references = (Array.isArray(parsed) ? parsed : [parsed]) as ReferenceInput[];
  const ids = await lookUp(viewer, table, references);
  return Array.isArray(parsed) ? ids : ids[0];
}

/** The command's input from a body that its schema has let through: plain fields as they were sent, references as ids. */
async function fieldsOf(viewer: Viewer, sent: { raw: Fields; parsed: Fields }, places: Record<string, Place>): Promise<Fields> {
  const heads = new Set(Object.keys(places).map((path) => path.split(".")[0]));
  const fields: Fields = Object.fromEntries(Object.entries(sent.raw).filter(([name]) => !heads.has(name)));
  for (const [path, [field, table]] of Object.entries(places)) {
    const value = await valueOf(viewer, { raw: valueAt(sent.raw, path), parsed: valueAt(sent.parsed, path) }, table);
    if (value !== undefined) fields[field] = value;
  }
  return fields;
}

/** A Problem with its fields called as the body calls them; one about the further record of the address is that it is not there. */
function inBodyNames<Input extends z.ZodType>({ noun, places = {}, other }: CommandCall<Input>, error: Problem): Problem {
  const { code, message, clashes, permission, version } = error;
  const names = new Map([[`${noun.name}Id`, "record"], ...Object.entries(places).map(([path, [field]]) => [field, path] as const)]);
  const told = Object.entries(error.fields).map(([path, text]) => {
    const [head = "", ...rest] = path.split(".");
    return [[names.get(head) ?? head, ...rest].join("."), text] as const;
  });
  if (code === "invalid" && other && told.some(([path]) => path.split(".")[0] === other.field)) return notFound(other.name);
  return new Problem(code, message, { fields: Object.fromEntries(told), clashes, ...(permission ? { permission } : {}), ...(version ? { version } : {}) });
}

const noQuery = z.strictObject({});

/** The handler of a call that changes something. */
export function writeRoute<Input extends z.ZodType>(call: WriteCall<Input>) {
  const { noun, body } = call;
  return route<Params>(async ({ viewer, request, params, about }) => {
    readQuery(request, noQuery);
    const version = readVersion(request);
    const { value, text } = body ? await readBody(request, body) : await readNoBody(request);
    const sent = { raw: body ? (JSON.parse(text) as Fields) : {}, parsed: value as Fields };
    const effect = async (): Promise<Result> => {
      const id = params.record === undefined ? null : (about[`${noun.name}Id`] = await namedId(noun, viewer, params.record));
      const input = await inputOf(call, viewer, { sent, params, id, version });
      const command = () => call.command(viewer, input);
      if (id === null || version === undefined) return command();
      return ifStanding({ table: noun.path, id, version, noun: noun.name }, command);
    };
    const kept = ({ link, ...rest }: Result): Result => (link === undefined ? rest : { ...rest, link: "" });
    return write({ viewer, request }, {
      text,
      kept,
      effect: () => told(call, effect),
      answer: (result) => answerOf(call, viewer, result),
    });
  });
}

/** Does the work of a call; what it refuses is told by the names that the call's body uses. */
export async function told<Input extends z.ZodType, Value>(call: CommandCall<Input>, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Problem ? inBodyNames(call, error) : error;
  }
}

/** Without If-Match a change is made upon whatever stands: no version is newer than the largest, which commands that merge take. */
const whateverStands = async <Input extends z.ZodType>({ isExact, noun }: CommandCall<Input>, viewer: Viewer, id: number | null): Promise<number> =>
  isExact && id !== null ? (await noun.get(viewer, id)).version : largestId;

const asksVersion = (input: z.ZodType) => input instanceof z.ZodObject && "version" in input.shape;

/** A body as it was sent and as its schema has read it, and the record that the call is about. */
type Sent = { sent: { raw: Fields; parsed: Fields }; id: number | null; version?: number | undefined; params?: Params };

/** What the call's command takes. Throws `invalid` for what its schema refuses; a record that is not there is the command's to refuse. */
export async function inputOf<Input extends z.ZodType>(call: CommandCall<Input>, viewer: Viewer, { sent, params, id, version }: Sent): Promise<z.output<Input>> {
  const { noun, places = {}, other, ready = (fields) => fields } = call;
  const fields = await fieldsOf(viewer, sent, places);
  if (id !== null) fields[`${noun.name}Id`] = id;
  if (other) {
    const [found] = await lookUp(viewer, other.table, [readReference(params?.[other.name] ?? "", other.name)]);
    fields[other.field] = other.isList ? [found] : found;
  }
  if (asksVersion(call.input)) fields.version = version ?? (await whateverStands(call, viewer, id));
  const parsed = call.input.safeParse(ready(fields), { error: wordsForIssue });
  if (!parsed.success) throw problemOfInput(parsed.error);
  return parsed.data;
}

async function answerOf<Input extends z.ZodType>({ answer, noun }: WriteCall<Input>, viewer: Viewer, { id, link }: Result): Promise<RestAnswer> {
  if (answer === "nothing") return { body: undefined };
  const found = await recordAnswer(noun, viewer, id).catch((error: unknown) => {
    // Done, but by it the record has left what the viewer may see.
    if (error instanceof Problem && (error.code === "not-found" || error.code === "refused")) return { body: undefined } as RestAnswer;
    throw error;
  });
  if (answer === "record" || found.body === undefined) return withLink(found, link);
  return { ...withLink(found, link), status: 201, headers: { ...found.headers, Location: `/api/v1/${noun.path}/${id}` } };
}

const withLink = (found: RestAnswer, link: string | undefined): RestAnswer =>
  link === undefined || found.body === undefined ? found : { ...found, body: { ...(found.body as object), link: link || null } };

/** What the description says about the call. */
export function operationOf<Input extends z.ZodType>({ method, path, summary, description, noun, body, answer, shape = noun.shape, other }: WriteCall<Input>): Operation {
  const isAboutOne = path.startsWith("/{record}");
  const said = other ? path.replace("{other}", `{${other.name}}`) : path;
  return {
    method,
    path: `/${noun.path}${said}`,
    tag: noun.path,
    summary,
    ...(description ? { description } : {}),
    ...(body ? { body } : {}),
    ...(answer === "nothing" ? {} : { answer: shape, mayHide: true }),
    status: { created: 201, record: 200, nothing: 204 }[answer] as 200 | 201 | 204,
    refusals: [...(isAboutOne ? [404, 412] : []), 409, 413, 415, 422],
  };
}
