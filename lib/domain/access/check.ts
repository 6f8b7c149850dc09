import "server-only";
import { explain, type Explanation, type Reason } from "../../access/explain";
import { allowed, authorize, authorizeOn } from "../../access/decide";
import { isPermission, withImplied, type Permission } from "../../access/permissions";
import { missingSentence, type Names } from "../../access/sentence";
import type { Viewer, ViewerFacts } from "../../access/viewer";
import { now } from "../../platform/clock";
import { invalid, notFound, Problem } from "../../shared/errors";
import { msg, t } from "../../shared/language/text";
import { read } from "./change";
import { findRecords, isRecordType, isSeen, type FoundRecord, type RecordRef } from "./find-records";
import { keysOf, scopeInKeys, type Keys, type ScopeInKeys } from "./scope-keys";
import { scopeNames } from "./scope-names";
import { viewers } from "./viewers";

export type Check = { user?: number | string; permission: string; record: { type: string; id: number | string } };
/** `grant`, `role` and `via` by key; `via` are the groups from the one joined up to the one that holds the grant. */
export type CheckReason = { grant: string; role: string; scope: ScopeInKeys; via: string[] };
export type CheckResult = { allowed: boolean; reasons: CheckReason[]; missing: string[] };

const most = 1000;
/** People read side by side, few enough to leave connections to others. */
const atOnce = 4;
const hidden = msg("The record could not be found.");

/**
 * Answers for each check whether the person (the viewer, if none is named) may use the permission on the record, and why or why not. A
 * record that the viewer may not see answers like one that does not exist. Throws `invalid` for unknown permissions, record types and
 * more than 1,000 checks; for another person `refused` without access.explain there, `not-found` when that person is hidden.
 */
export async function checkAccess(viewer: Viewer, checks: readonly Check[]): Promise<CheckResult[]> {
  requireWellFormed(checks);
  const asksOthers = checks.some(({ user }) => user !== undefined);
  const { records, people } = await read(viewer, async (on) => ({
    records: await findRecords(on, checks.map(({ record }) => record as RecordRef)),
    people: asksOthers ? await findRecords(on, checks.map(({ user }) => ({ type: "user", id: user ?? viewer.facts.userId }))) : [],
  }));
  // Not while a connection is held: whoever holds one while asking for another can wait for ever.
  const factsOf = await loadPeople(viewer, checks.map(({ user }, at) => (user === undefined ? "self" : (people[at] ?? null))));
  const answers = checks.map(({ permission }, at) => answer(viewer, factsOf[at]!, permission as Permission, records[at]!));
  return read(viewer, async (on) => {
    const explanations = answers.flatMap(({ explanation }) => (explanation ? [explanation] : []));
    const wanted = reasonsIn(explanations);
    const names = await scopeNames(on, viewer, { scopes: wanted.map(({ scope }) => scope), groups: wanted.flatMap(({ via }) => via ?? []) });
    const keys = await keysOf(on, viewer, explanations.flatMap(({ reasons }) => reasons));
    return answers.map((each, at) => toResult(each, checks[at]!.permission as Permission, names, keys));
  });
}

function requireWellFormed(checks: readonly Check[]): void {
  if (checks.length > most) throw invalid({ checks: t("Ask at most {most} checks at once.", { most }) });
  for (const [at, { permission, record }] of checks.entries()) {
    if (!isPermission(permission)) throw invalid({ [`checks.${at}.permission`]: t("There is no such permission.") });
    if (!isRecordType(record.type)) throw invalid({ [`checks.${at}.record.type`]: t("There is no such type of record.") });
  }
}

/** The facts of each person asked about. Throws for one who is missing (null) as for one who is hidden, and names every check that asks about such a one. */
async function loadPeople(viewer: Viewer, people: readonly (FoundRecord | null | "self")[]): Promise<ViewerFacts[]> {
  const idOf = (person: FoundRecord | null | "self") => (person === "self" ? viewer.facts.userId : (person?.id ?? 0));
  const factsOf = new Map<number, ViewerFacts>([[viewer.facts.userId, viewer.facts]]);
  const others = [...new Map(people.flatMap((person) => (person === "self" ? [] : [[idOf(person), person] as const]))).values()];
  for (let at = 0; at < others.length; at += atOnce) {
    const some = others.slice(at, at + atOnce);
    const loaded = await Promise.all(some.map((person) => personToExplain(viewer, person).catch(nullIfNotFound)));
    loaded.forEach((facts) => facts && factsOf.set(facts.userId, facts));
  }
  const missing = people.flatMap((person, at) => (factsOf.has(idOf(person)) ? [] : [`checks.${at}.user`]));
  const { message } = notFound("user");
  if (missing.length > 0) throw new Problem("not-found", message, { fields: Object.fromEntries(missing.map((field) => [field, message])) });
  return people.map((person) => factsOf.get(idOf(person))!);
}

function nullIfNotFound(error: unknown): null {
  if (error instanceof Problem && error.code === "not-found") return null;
  throw error;
}

/** Facts of a person whom the viewer may explain. Throws `not-found` when hidden, `refused` when seen only. */
export async function personToExplain(viewer: Viewer, person: FoundRecord | null): Promise<ViewerFacts> {
  if (person?.id === viewer.facts.userId && !viewer.viewing) return viewer.facts;
  authorize(viewer, "access.explain");
  if (!person) throw notFound("user");
  if (!allowed(viewer.access, "access.explain", person.scopes)) {
    authorizeOn(viewer, { read: "users.list", permission: "access.explain", record: person.scopes, noun: "user" });
  }
  const known = await viewers().get(person.id, viewer.seq);
  if (!known) throw notFound("user");
  return known.facts;
}

type Answer = { explanation: Explanation | null; plain: string | null; isSelf: boolean };

/** What a viewer asks of themselves is never less than what they may do: being allowed means to know of the record. */
function answer(viewer: Viewer, facts: ViewerFacts, permission: Permission, record: FoundRecord | null): Answer {
  const isSelf = facts.userId === viewer.facts.userId;
  if (!record) return { explanation: null, plain: t(hidden), isSelf };
  if (isSelf && viewer.narrowedTo && !withImplied(viewer.narrowedTo).includes(permission)) {
    return { explanation: null, plain: isSeen(viewer, record) ? t("The token is narrowed and leaves out {permission}.", { permission }) : t(hidden), isSelf };
  }
  const explanation = explain(facts, permission, record.scopes, now().getTime());
  const mayKnow = isSeen(viewer, record) || (isSelf && explanation.allowed);
  return mayKnow ? { explanation, plain: null, isSelf } : { explanation: null, plain: t(hidden), isSelf };
}

/** Every grant that an explanation speaks of. */
export const reasonsIn = (explanations: readonly Explanation[]): Reason[] =>
  explanations.flatMap(({ reasons, missing }) => [...reasons, ...missing.flatMap((miss) => (miss.kind === "near-miss" ? [miss.grant] : []))]);

function toResult({ explanation, plain, isSelf }: Answer, permission: Permission, names: Names, keys: Keys): CheckResult {
  if (!explanation) return { allowed: false, reasons: [], missing: plain ? [plain] : [] };
  const reasons = explanation.reasons.map(({ grantId, roleId, scope, via }) => ({
    grant: keys.grant(grantId),
    role: keys.role(roleId),
    scope: scopeInKeys(scope, keys),
    via: (via ?? []).map(keys.group),
  }));
  const missing = explanation.missing.map((miss) => missingSentence(miss, permission, names, isSelf ? null : t("this person")));
  return { allowed: explanation.allowed, reasons, missing };
}
