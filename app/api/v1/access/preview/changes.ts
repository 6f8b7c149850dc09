import "server-only";
import type { Viewer } from "@/lib/access/viewer";
import { notFound, Problem } from "@/lib/shared/errors";
import type { ReferenceInput } from "@/lib/web/rest/reference";
import { inputOf, told, type Fields } from "../../write";
import { kindNamed, subjectOf, type Kind } from "./kinds";
import type { Change } from "./shape";

/** Makes one change by the command that a form uses. Throws what the command throws, its fields called as the change calls them. */
export async function make(viewer: Viewer, { raw, parsed }: { raw: Fields; parsed: Change }): Promise<void> {
  const kind = kindNamed(parsed.change);
  const subject = subjectOf(kind);
  const rest = (fields: Fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => name !== "change" && name !== subject));
  try {
    const id = subject === null ? null : await idOf(viewer, kind, parsed[subject] as ReferenceInput);
    await told(kind, async () => kind.command(viewer, await inputOf(kind, viewer, { sent: { raw: rest(raw), parsed: rest(parsed) }, id })));
  } catch (error) {
    throw error instanceof Problem && subject !== null && "record" in error.fields ? underSubject(error, subject) : error;
  }
}

async function idOf(viewer: Viewer, { noun }: Kind, named: ReferenceInput): Promise<number> {
  const id = "id" in named ? named.id : await noun.find(viewer, named.key);
  if (id === null) throw notFound(noun.name);
  return id;
}

function underSubject({ code, message, fields: { record, ...fields }, clashes, permission }: Problem, subject: string): Problem {
  return new Problem(code, message, { fields: { ...fields, [subject]: record! }, clashes, ...(permission ? { permission } : {}) });
}
