import { t } from "./language/text";

/** What kind of refusal a Problem is; each maps to one HTTP status and one way of showing it. */
export type ProblemCode = "invalid" | "not-found" | "refused" | "conflict" | "stale" | "signed-out" | "step-up" | "too-many" | "in-flight" | "key-reused" | "unavailable";

const statusOf: Record<ProblemCode, number> = {
  invalid: 400,
  "signed-out": 401,
  "step-up": 403,
  refused: 403,
  "not-found": 404,
  conflict: 409,
  stale: 412,
  "too-many": 429,
  "in-flight": 409,
  "key-reused": 422,
  unavailable: 503,
};

/**
 * One field on which two people saved different values: what you sent, what stands now, and who put it there. `of` is the record's own name
 * for it, where the form has another. `said` is how both read where a form's value is not what people read: a name for an id.
 */
export type FieldClash = { field: string; of?: string; yours: string; theirs: string; by: string; said?: { yours: string; theirs: string }; values?: ClashValues };

/** Both values and what they were before, as the record keeps them, until they are put into words. */
export type ClashValues = Record<"yours" | "theirs" | "base", unknown>;

/** A refusal meant for people: its message may be shown. Everything else thrown is a bug and is masked. */
export class Problem extends Error {
  readonly status: number;
  /** Message per field, keyed by the field's name (nested fields joined with dots). */
  readonly fields: Record<string, string>;
  /** The permission that is missing, for code `refused`. */
  readonly permission?: string;
  readonly clashes: FieldClash[];
  /** For code `stale`: the version that stands now. */
  readonly version?: number;

  constructor(
    readonly code: ProblemCode,
    message: string,
    detail: { fields?: Record<string, string>; permission?: string; clashes?: FieldClash[]; version?: number } = {},
  ) {
    super(message);
    this.name = "Problem";
    this.status = statusOf[code];
    this.fields = detail.fields ?? {};
    this.permission = detail.permission;
    this.clashes = detail.clashes ?? [];
    this.version = detail.version;
  }
}

/** Hidden and missing answer alike (access-model.md, "Hidden is not found"). */
export const notFound = (noun: string) => new Problem("not-found", t("This {noun} could not be found.", { noun }));

/** The same for the machine's owner, who may know everything: names what was typed. The command line speaks English. */
export const nobodyHas = (address: string) => new Problem("not-found", `There is no user with the address ${address}.`);

/** The record may be seen, but the permission to do this is missing; with the field that names what it is missing on, if one does. */
export function refused(permission: string, sentence = t("You may not do this."), field?: string): Problem {
  const message = t("{message} It needs the permission {permission}.", { message: sentence, permission });
  return new Problem("refused", message, { permission, fields: field ? { [field]: message } : {} });
}

/** Bad input in named fields; the first message doubles as the summary. */
export const invalid = (fields: Record<string, string>, message = Object.values(fields)[0] ?? t("Please check the form.")) =>
  new Problem("invalid", message, { fields });

/** Throws `invalid` with the faults there are. */
export function requireFaultless(faults: Partial<Record<string, string>>): void {
  const found = Object.entries(faults).filter((entry): entry is [string, string] => entry[1] !== undefined);
  if (found.length > 0) throw invalid(Object.fromEntries(found));
}

/** Well-formed input that collides with what is stored, e.g. a name that is taken. */
export const conflict = (message: string, fields: Record<string, string> = {}) =>
  new Problem("conflict", message, { fields });

/** Somebody else saved the same fields first; nothing was written. */
export const stale = (noun: string, clashes: FieldClash[], version: number) =>
  new Problem("stale", t("Somebody changed this {noun} while you were editing it. Nothing was saved yet.", { noun }), { clashes, version });
