import "server-only";
import sql from "sql-template-tag";
import { authorize } from "../../access/decide";
import { isWrite, withImplied } from "../../access/permissions";
import { deedsInWords, scopeInWords } from "../../access/sentence";
import type { Viewer } from "../../access/viewer";
import { firstRow, rows, type Queryable } from "../../platform/db/connect";
import { asSentence } from "../../shared/language/as-sentence";
import { msg, t } from "../../shared/language/text";
import { countedTotal } from "../../shared/numbers";
import { read } from "../access/change";
import { scopeNames } from "../access/scope-names";
import { viewers } from "../access/viewers";
import { countCovered, knownHolder, readHolder } from "./coverage";
import { termsOf, type Terms } from "./fields";
import type { Holder } from "./holders";
import type { CoverageInput } from "./schema";

/** What an editor says while a grant is being written. */
export type Described = {
  /** "Nordlys with its own customers: 34 customers now." Null while something is still to be chosen. */
  covers: string | null;
  /** Whether what comes later is covered as well. */
  later: string | null;
  /** What will bite: the read-only cap, a guardrail, a reach that cuts the scope down. */
  notes: string[];
};

/** What a grant would cover, in words, with how many customers the viewer may see of it, and what would keep it from working. */
export async function describeCoverage(viewer: Viewer, input: CoverageInput): Promise<Described> {
  authorize(viewer, "grants.give");
  const holder = await knownHolder(viewer, { userId: input.userId ?? null, groupId: input.groupId ?? null });
  const terms = termsOf({ ...input, roleId: input.roleId ?? 0, level: input.level ?? "read" });
  return read(viewer, async (on) => {
    const notes = holder ? await notesOn(on, viewer, holder, { terms, hasLevel: input.level !== undefined }) : [];
    if (isUnfinished(terms)) return { covers: null, later: null, notes };
    const total = holder ? await countCovered(on, viewer, terms, holder) : null;
    if (holder && total && isPartlyOutside(terms, total.count)) notes.push(t("{holder} reaches only {organization} and what is below it. Customers elsewhere, and archived ones, do not count.", { holder: holder.name, organization: holder.organizationName }));
    const words = await wordsFor(on, viewer, terms);
    const sentence = total ? t("{scope}: {customers} now.", { scope: words, customers: countedTotal(total, msg("{count, plural, =0 {no customers} one {# customer} other {# customers}}")) }) : `${words}.`;
    return { covers: asSentence(sentence), later: laterWords(terms), notes };
  });
}

const isUnfinished = ({ kind, ref, customers }: Terms) =>
  (kind === "customers" && customers.length === 0) || (ref === null && ["subtree", "direct", "territory", "program"].includes(kind));

const isPartlyOutside = ({ kind, customers, exceptCustomers }: Terms, count: number) =>
  kind === "customers" && count < customers.filter((id) => !exceptCustomers.includes(id)).length;

async function wordsFor(on: Queryable, viewer: Viewer, terms: Terms): Promise<string> {
  const scope = { ...terms, id: 0, hasExceptCustomers: terms.exceptCustomers.length > 0 };
  const names = await scopeNames(on, viewer, { scopes: [scope], groups: [] });
  return scopeInWords(scope, {
    ...names,
    listedCustomers: () => [t("{count, plural, one {# chosen customer} other {# chosen customers}}", { count: terms.customers.length })],
    exceptedCustomers: () => [t("{count, plural, one {# customer} other {# customers}}", { count: terms.exceptCustomers.length })],
  });
}

const laterWords = ({ kind }: Terms) =>
  kind === "customers" ? t("Customers that come later are not covered: only these are.") : t("Customers that come later are covered as well, as soon as they belong there.");

type Asked = { terms: Terms; hasLevel: boolean };

async function notesOn(on: Queryable, viewer: Viewer, holder: Holder, { terms, hasLevel }: Asked): Promise<string[]> {
  const role = terms.roleId > 0 ? await firstRow<{ permissions: string[] }>(on, sql`SELECT permissions FROM roles WHERE id = ${terms.roleId}`) : null;
  const held = withImplied(role?.permissions ?? []);
  const writes = held.filter(isWrite);
  const bounds = await boundsOf(on, viewer, holder);
  const notes = reachNotes(terms, holder);
  if (!bounds.isActive) notes.push(t("{holder} cannot sign in at the moment; this counts once they can.", { holder: holder.name }));
  if (!hasLevel || writes.length === 0) return notes;
  if (terms.level === "read") notes.push(t("Given to read only: {count, plural, one {# permission} other {# permissions}} of the role that change something will not work.", { count: writes.length }));
  else if (bounds.readOnly) notes.push(t("{holder} also carries the read-only cap: writes will not work.", { holder: holder.name }));
  const yielded = held.filter((key) => terms.level === "write" || !isWrite(key));
  const barred = yielded.filter((key) => !bounds.guardrails.every((allowed) => allowed.includes(key)));
  if (barred.length > 0) notes.push(t("A limit keeps {holder} from {deeds}.", { holder: holder.name, deeds: deedsInWords(barred) }));
  return notes;
}

function reachNotes({ kind, ref }: Terms, { name, path, organizationName }: Holder): string[] {
  const isCut = (kind === "everything" && path.length > 1) || (kind === "subtree" && ref !== null && path.slice(1).includes(ref));
  return isCut ? [t("{holder} reaches only {organization} and what is below it, so that is all it covers.", { holder: name, organization: organizationName })] : [];
}

type Bounds = { isActive: boolean; readOnly: boolean; guardrails: readonly (readonly string[])[] };

/** What limits the holder whatever is given: a person's own state, for groups the guardrails from their organization up. */
async function boundsOf(on: Queryable, viewer: Viewer, { userId, path }: Holder): Promise<Bounds> {
  const person = userId === null ? null : await viewers().get(userId, viewer.seq);
  if (person) return person.facts;
  const found = await rows<{ guardrail: string[] }>(on, sql`SELECT guardrail FROM organizations WHERE id = ANY(${path}::int[]) AND has_guardrail`);
  return { isActive: true, readOnly: false, guardrails: found.map(({ guardrail }) => withImplied(guardrail)) };
}

/** A grant as it stands: how many customers it covers now, of those the viewer may see, and what bites on it. */
export async function grantNow(viewer: Viewer, grant: { userId: number | null; groupId: number | null; terms: Terms }): Promise<{ customers: string | null; notes: string[] }> {
  authorize(viewer, "grants.list");
  const holder = await readHolder(grant);
  if (!holder) return { customers: null, notes: [] };
  return read(viewer, async (on) => {
    const total = await countCovered(on, viewer, grant.terms, holder);
    return { customers: total && countedTotal(total, msg("{count, plural, =0 {no customers} one {# customer} other {# customers}}")), notes: await notesOn(on, viewer, holder, { terms: grant.terms, hasLevel: true }) };
  });
}
