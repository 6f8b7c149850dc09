import "server-only";
import type { Viewer } from "@/lib/access/viewer";
import { invalid, notFound, Problem } from "@/lib/shared/errors";
import type { ReferenceInput } from "@/lib/web/rest/reference";
import { inputOf, told, type Fields, type Table } from "../../write";
import { kindNamed, subjectOf, type Kind } from "./kinds";
import type { Change } from "./shape";

/** A record that a change before this one makes, called by that change's place in the list: `new:1` is what the first makes. */
const newcomer = /^new:([1-9]\d?)$/;

/** What a change has made, by the name of its noun; null for one that makes nothing. */
export type Made = { noun: string; id: number } | null;

const nounOf: Record<Table, string> = { customers: "customer", organizations: "organization", users: "user", groups: "group", roles: "role", territories: "territory", programs: "program" };

/** What kind of record a field of a change names. */
function nounAt({ noun, places = {} }: Kind, path: string): string | undefined {
  const table = places[path]?.[1];
  return table ? nounOf[table] : path === noun.name ? noun.name : undefined;
}

/** The same value with what changes before it have made in place of `new:…`. Throws `invalid` where no change before makes such a record. */
function withMade(value: unknown, made: readonly Made[], { kind, path }: { kind: Kind; path: string }): unknown {
  if (Array.isArray(value)) return value.map((each) => withMade(each, made, { kind, path }));
  if (value === null || typeof value !== "object") return value;
  const { key } = value as { key?: unknown };
  const place = typeof key === "string" && Object.keys(value).length === 1 ? newcomer.exec(key)?.[1] : undefined;
  if (place === undefined) {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withMade(each, made, { kind, path: path === "" ? name : `${path}.${name}` })]));
  }
  const named = made[Number(place) - 1];
  const wanted = nounAt(kind, path);
  if (!named || named.noun !== wanted) throw invalid({ [path]: `No change before this one makes ${/^o/.test(wanted ?? "") ? "an" : "a"} ${wanted ?? "record"} that new:${place} could be.` });
  return { id: named.id };
}

/**
 * Makes one change by the command that a form uses; `made` holds what those before it have made. Answers what it makes.
 * Throws what the command throws, its fields called as the change calls them.
 */
export async function make(viewer: Viewer, { raw, parsed: sent }: { raw: Fields; parsed: Change }, made: readonly Made[]): Promise<Made> {
  const kind = kindNamed(sent.change);
  const parsed = withMade(sent, made, { kind, path: "" }) as Change;
  const subject = subjectOf(kind);
  const rest = (fields: Fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => name !== "change" && name !== subject));
  try {
    const id = subject === null ? null : await idOf(viewer, kind, parsed[subject] as ReferenceInput);
    const done = await told(kind, async () => kind.command(viewer, await inputOf(kind, viewer, { sent: { raw: rest(raw), parsed: rest(parsed) }, id })));
    const made = isMaking(kind) ? idIn(done) : null;
    return made === null ? null : { noun: kind.noun.name, id: made };
  } catch (error) {
    throw error instanceof Problem && subject !== null && "record" in error.fields ? underSubject(error, subject) : error;
  }
}

const isMaking = ({ path }: Kind) => path === "" || path.endsWith("/clone");

const idIn = (done: unknown): number | null => ((done as { id?: unknown } | undefined)?.id as number | undefined) ?? null;

async function idOf(viewer: Viewer, { noun }: Kind, named: ReferenceInput): Promise<number> {
  const id = "id" in named ? named.id : await noun.find(viewer, named.key);
  if (id === null) throw notFound(noun.name);
  return id;
}

function underSubject({ code, message, fields: { record, ...fields }, clashes, permission }: Problem, subject: string): Problem {
  return new Problem(code, message, { fields: { ...fields, [subject]: record! }, clashes, ...(permission ? { permission } : {}) });
}
