import "server-only";
import { scopeInWords } from "../../access/sentence";
import type { Viewer } from "../../access/viewer";
import { db } from "../../platform/db/client";
import { Problem, type FieldClash } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { roleText } from "../../shared/ready-roles";
import { read } from "../access/change";
import { scopeNames } from "../access/scope-names";
import { wantedTerms, type Terms } from "./fields";
import { storedTerms } from "./queries";
import type { ChangeGrantInput } from "./schema";

/**
 * A clash of two edits with names instead of ids. Role, scope, narrowing and exceptions are named so that choosing the other person's
 * value leaves them as they stand (see changeGrantInput).
 */
export async function clashesInWords(viewer: Viewer, input: ChangeGrantInput, stale: Problem): Promise<Problem> {
  const theirs = await storedTerms(viewer, input.grantId);
  const mine = wantedTerms(theirs, input);
  const words = { mine: await wordsOf(viewer, mine, null), theirs: await wordsOf(viewer, theirs, input.grantId) };
  const clashes = stale.clashes.map(({ said, ...clash }): FieldClash => {
    if (clash.field === "roleId") return { ...clash, field: "role", yours: words.mine.role, theirs: words.theirs.role };
    if (clash.field !== "scope" && clash.field !== "narrow" && clash.field !== "except") return { ...clash, ...(said ? { said } : {}) };
    return { ...clash, yours: words.mine.scope, theirs: words.theirs.scope };
  });
  return new Problem("stale", stale.message, { clashes, ...(stale.version ? { version: stale.version } : {}) });
}

/** Names of role and scope; customers of an unsaved list are only counted. */
async function wordsOf(viewer: Viewer, terms: Terms, grantId: number | null): Promise<{ role: string; scope: string }> {
  const role = await db().role.findUnique({ where: { id: terms.roleId }, select: { name: true } });
  const scope = { ...terms, id: grantId ?? 0, hasExceptCustomers: terms.exceptCustomers.length > 0 };
  const names = await read(viewer, (on) => scopeNames(on, viewer, { scopes: [scope], groups: [] }));
  const unsaved = {
    ...names,
    listedCustomers: () => [t("{count, plural, one {# chosen customer} other {# chosen customers}}", { count: terms.customers.length })],
    exceptedCustomers: () => [t("{count, plural, one {# customer} other {# customers}}", { count: terms.exceptCustomers.length })],
  };
  return { role: role ? roleText(role.name) : "", scope: scopeInWords(scope, grantId === null ? unsaved : names) };
}
