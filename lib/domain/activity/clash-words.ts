import "server-only";
import { isPermission } from "../../access/permissions";
import { differenceBetween } from "../../access/proposal";
import { deedOf } from "../../access/sentence";
import type { Viewer } from "../../access/viewer";
import { Problem, type FieldClash } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { changesIn } from "./changes";
import { momentOf, wordOf } from "./values";

/** Any error as it is, but a clash with its values as the viewer reads them: names for ids, words for keys, and of permissions what differs. */
export async function clashInWords(viewer: Viewer, error: unknown): Promise<unknown> {
  if (!(error instanceof Problem) || error.clashes.length === 0) return error;
  const clashes: FieldClash[] = [];
  for (const clash of error.clashes) clashes.push(await inWords(viewer, clash));
  return new Problem(error.code, error.message, { clashes, ...(error.version ? { version: error.version } : {}) });
}

async function inWords(viewer: Viewer, { values, ...clash }: FieldClash): Promise<FieldClash> {
  if (!values) return clash;
  const { base, yours, theirs } = values;
  if (isPermissions(base) && isPermissions(yours) && isPermissions(theirs)) return { ...clash, said: { yours: differing(base, yours), theirs: differing(base, theirs) } };
  const field = clash.of ?? clash.field;
  const said = isText(yours) && isText(theirs) ? { yours: closed(field, yours), theirs: closed(field, theirs) } : await named(viewer, field, [yours, theirs]);
  return said.yours === clash.yours && said.theirs === clash.theirs ? clash : { ...clash, said };
}

const isPermissions = (value: unknown): value is string[] => Array.isArray(value) && value.every((each) => typeof each === "string" && isPermission(each));
const isText = (value: unknown): value is string | null => value === null || typeof value === "string";

/** One of a closed set, or a moment; what people wrote stays as they wrote it. */
const closed = (field: string, value: string | null) => (value === null ? "" : (momentOf(field, value) ?? wordOf(field, value) ?? value));

/** What somebody made of the permissions that both began with, one a line. */
function differing(base: readonly string[], now: readonly string[]): string {
  const { added, removed } = differenceBetween(base, now);
  const lines = [...added.map((key) => t("Added: {deed}", { deed: deedOf(key) })), ...removed.map((key) => t("Taken out: {deed}", { deed: deedOf(key) }))];
  return lines.join("\n") || t("As it was before");
}

async function named(viewer: Viewer, field: string, values: readonly unknown[]) {
  const entries = values.map((value) => ({ before: null, after: { [field]: JSON.parse(JSON.stringify(value ?? null)) as unknown } }));
  const [yours = "", theirs = ""] = (await changesIn(viewer, entries)).map(([change]) => change?.after ?? "");
  return { yours, theirs };
}
