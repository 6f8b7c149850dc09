import "server-only";
import { explain, type Explanation } from "../../access/explain";
import { isPermission, withImplied, type Permission } from "../../access/permissions";
import { sentencesOf } from "../../access/sentence";
import type { Viewer, ViewerFacts } from "../../access/viewer";
import { now } from "../../platform/clock";
import { ownerPool, pool } from "../../platform/db/client";
import type { Queryable } from "../../platform/db/connect";
import { invalid, nobodyHas, notFound, Problem } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { read } from "./change";
import { personToExplain, reasonsIn } from "./check";
import { loadFacts } from "./facts";
import { findRecords, isRecordType, isSeen, type FoundRecord, type RecordRef, type RecordType } from "./find-records";
import { giversOf, type Givers } from "./givers";
import { readGuard, settled } from "./guard";
import { scopeNames, type Eyes } from "./scope-names";
import { lacksOf, waysOf, type Lack, type Way } from "./ways";

export type AccessAnswer = {
  allowed: boolean;
  person: { id: number; name: string; email: string };
  permission: Permission;
  record: { type: RecordType; id: number; name: string };
  /** The reasons when allowed, else what is lacking, one sentence each. */
  sentences: string[];
  /** The reasons with their chains. */
  ways: Way[];
  /** What is lacking when not allowed. */
  lacks: Lack[];
  explanation: Explanation;
};

type Question = { userId: number; permission: string; customerId?: number; organizationId?: number };

/**
 * Why somebody may or may not use a permission on a customer or an organization. Throws `invalid` for an unknown permission,
 * `not-found` when person or record are hidden, `refused` without access.explain at the person's home.
 */
export async function explainAccess(viewer: Viewer, { userId, permission, customerId, organizationId }: Question): Promise<AccessAnswer & { givers: Givers | null }> {
  const ref: RecordRef = customerId === undefined ? { type: "organization", id: organizationId ?? 0 } : { type: "customer", id: customerId };
  const [person = null, record = null] = await read(viewer, (on) => findRecords(on, [{ type: "user", id: userId }, ref]));
  const facts = await personToExplain(viewer, person);
  if (!record || !isSeen(viewer, record)) throw notFound(ref.type);
  const asked = { facts, permission: requirePermission(permission), record };
  if (isLeftOut(viewer, asked)) return { ...leftOut(asked), givers: null };
  const explanation = explanationOf(asked);
  const inWords = told(explanation).length > 0 ? read(viewer, (on) => answer(on, viewer, asked, explanation)) : answer(pool(), viewer, asked, explanation);
  const [found, givers] = await Promise.all([inWords, isToGive(explanation) ? giversOf(viewer, asked) : null]);
  return { ...found, givers };
}

type Asked = { facts: ViewerFacts; permission: Permission; record: FoundRecord };

/** Whether a gift is among what is missing: where a cap, a limit or the account alone stands in the way, giving changes nothing. */
const isToGive = ({ missing }: Explanation) => missing.some(({ kind }) => kind === "near-miss" || kind === "no-grant");

/** True when somebody asks about themselves with a token that is narrowed to less: it may not, whatever its owner holds. */
const isLeftOut = ({ facts: { userId }, narrowedTo }: Viewer, { facts, permission }: Asked) =>
  facts.userId === userId && narrowedTo !== null && !withImplied(narrowedTo).includes(permission);

function leftOut(asked: Asked): AccessAnswer {
  const sentence = t("The token is narrowed and leaves out {permission}.", { permission: asked.permission });
  const explanation: Explanation = { allowed: false, reasons: [], missing: [{ kind: "no-grant" }] };
  return { ...aboutOf(asked), allowed: false, sentences: [sentence], ways: [], lacks: [{ sentence, way: null }], explanation };
}

const aboutOf = ({ facts, permission, record }: Asked) => ({
  person: { id: facts.userId, name: facts.name, email: facts.email },
  permission,
  record: { type: record.type, id: record.id, name: record.name },
});

/**
 * The same for the machine's owner, who sees everything. `recordRef` is "customer:12", "customer:key:C-12", or only the number or key
 * of a record of the permission's own noun.
 */
export async function explainForOwner(email: string, permission: string, recordRef: string): Promise<AccessAnswer> {
  const on = ownerPool();
  const key = requirePermission(permission);
  const ref = recordOf(recordRef, key);
  await settled(await readGuard(on), on);
  const [person, record] = await findRecords(on, [{ type: "user", id: `key:${email.normalize("NFKC").toLowerCase()}` }, ref]);
  const facts = person ? await loadFacts(on, person.id) : null;
  if (!facts) throw nobodyHas(email);
  if (!record) throw new Problem("not-found", `There is no ${ref.type} ${recordRef}.`);
  const asked = { facts, permission: key, record };
  return answer(on, "owner", asked, explanationOf(asked));
}

const explanationOf = ({ facts, permission, record }: Asked) => explain(facts, permission, record.scopes, now().getTime());

const told = (explanation: Explanation) => reasonsIn([explanation]);

async function answer(on: Queryable, eyes: Eyes, asked: Asked, explanation: Explanation): Promise<AccessAnswer> {
  const { facts, permission } = asked;
  const grants = told(explanation);
  const names = await scopeNames(on, eyes, { scopes: grants.map(({ scope }) => scope), groups: grants.flatMap(({ via }) => via ?? []) });
  return {
    ...aboutOf(asked),
    allowed: explanation.allowed,
    sentences: sentencesOf(explanation, permission, names, facts.name),
    ways: waysOf(explanation.reasons, names, facts.name),
    lacks: lacksOf(explanation, permission, names, facts.name),
    explanation,
  };
}

function requirePermission(permission: string): Permission {
  if (!isPermission(permission)) throw invalid({ permission: t("There is no permission {permission}.", { permission }) });
  return permission;
}

const nounOf: Record<string, RecordType> = {
  customers: "customer",
  users: "user",
  groups: "group",
  roles: "role",
  grants: "grant",
  territories: "territory",
  programs: "program",
};

function recordOf(text: string, permission: Permission): RecordRef {
  const at = text.indexOf(":");
  const type = text.slice(0, Math.max(0, at));
  if (isRecordType(type)) return { type, id: text.slice(at + 1) };
  return { type: nounOf[permission.split(".")[0]!] ?? "organization", id: text };
}
