import "server-only";
import sql from "sql-template-tag";
import { compileReach, nextBoundary } from "../../../access/compile";
import { waysOf, type Outcome, type Rights, type Unit, type Way, type Ways, type Which } from "../../../access/difference";
import type { ViewerFacts } from "../../../access/viewer";
import { wallOfAll } from "../../../access/wall";
import { now } from "../../../platform/clock";
import { rowsIn, type Queryable, type Transaction } from "../../../platform/db/connect";
import { readAtOnce, takenBack } from "../../../platform/db/transaction";
import { loadManyFacts } from "../many-facts";
import { asQueryable } from "../facts-within";
import { isAboutRolesOnly, readNotes, type Notes } from "./notes";
import { peopleMentioning, touchedPeople } from "./people";
import { distinctOf } from "./distinct";
import { customerGround, groundFor, organizationGround, type Grounds } from "./records";
import { ownChanges, readSnapshot, stands, type Standing } from "./standing";
import { sumsOf, type Sums } from "./sums";
import { changedBy, readMoves, ScopesOfOrganizations, type Moves } from "./structure";

/** What a change does to everybody's access, counted exactly. */
export type Difference = Sums & {
  grounds: Grounds;
  outcomes: ReadonlyMap<Way, Outcome>;
  ways: Ways;
  moves: Moves;
  /** The people whom the change makes, by their ids in the transaction that was taken back. */
  made: ReadonlyMap<number, Made>;
  standing: Standing;
  /** Milliseconds that the taken-back transaction took, and everything. */
  took: { held: number; all: number };
};

/** Somebody whom a change makes: known by their address, as the next try gives them another id. Their partner may be made with them. */
export type Made = { id: number; name: string; email: string; organizationId: number; organization: string; isInvited: boolean };

type Learnt = { people: Made[]; notes: Notes; seq: number; moves: Moves; touched: number[]; after: Map<number, ViewerFacts>; roles: Map<number, string[]> };

/**
 * Runs the work, takes it back, and works out what it would have changed about whose access. What the work throws is thrown: the same
 * code refuses a preview and a save. Only what the transaction alone can tell is read while it is open.
 */
export async function differenceBy(work: () => Promise<unknown>): Promise<Difference> {
  const began = performance.now();
  for (let attempt = 1; ; attempt++) {
    const snapshot = await readSnapshot();
    const learnt = await takenBack(work, learn);
    const held = performance.now() - began;
    const known = await readAtOnce(wallOfAll, async (on) => {
      // What somebody else changed meanwhile would be taken for a part of this change: look again.
      const isStill = attempt === attempts || (await stands(on, { seq: learnt.seq, snapshot, holdsUntil: null }));
      return isStill ? compare(on, learnt) : null;
    });
    if (known) return { ...known, standing: { seq: learnt.seq, snapshot, holdsUntil: known.holdsUntil }, took: { held, all: performance.now() - began } };
  }
}

const attempts = 3;

/** Whoever gives access to somebody invited looks at what the person will have, not at nothing. */
const seenAs = { asAccepted: true };

/** Lets other requests of this server go on. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
const stride = 200;

async function learn(tx: Transaction): Promise<Learnt> {
  const on = asQueryable(tx);
  const notes = await readNotes(tx);
  const [clock] = await rowsIn<{ seq: number }>(tx, sql`SELECT (seq - ${ownChanges})::float8 AS seq FROM access_clock`);
  const touched = await touchedPeople(on, notes);
  const after = isAboutRolesOnly(notes) ? new Map<number, ViewerFacts>() : await loadManyFacts(on, touched, seenAs);
  const people = await rowsIn<Made>(tx, sql`SELECT u.id, u.name, u.email, u.organization_id AS "organizationId", o.name AS organization, u.status = 'invited' AS "isInvited"
    FROM users u JOIN organizations o ON o.id = u.organization_id WHERE u.id = ANY(${notes.user}::int[])`);
  const roles = notes.role.length === 0 ? [] : await rowsIn<{ id: number; permissions: string[] }>(tx, sql`SELECT id, permissions FROM roles WHERE id = ANY(${notes.role}::int[])`);
  return { people, notes, seq: clock!.seq, moves: await readMoves(on, notes), touched, after, roles: new Map(roles.map(({ id, permissions }) => [id, permissions])) };
}

type Compared = Omit<Difference, "standing" | "took"> & { holdsUntil: number | null };

async function compare(on: Queryable, learnt: Learnt): Promise<Compared> {
  const { moves, scopes } = await changedBy(on, learnt.moves);
  const { rights, holdsUntil, made } = await rightsOf(on, learnt, await peopleMentioning(on, scopes));
  const isMoving = (unit: Unit) => moves.structure.organizations.size > 0 || (unit === "customer" && scopes.length > 0);
  const ways = waysOf(rights, isMoving);
  const known = new ScopesOfOrganizations(on);
  const organization = await organizationGround(on, known, ways.distinct, moves.structure);
  const grounds: Grounds = { organization, customer: await customerGround(on, { ways: ways.distinct, moves, known }) };
  const outcomes = new Map<Way, Outcome>();
  for (const way of ways.distinct) {
    outcomes.set(way, groundFor(way, grounds).judge.outcome(way));
    if (outcomes.size % stride === 0) await pause();
  }
  const distinct = (some: readonly Way[], which: Which) => distinctOf(on, { ways: some, which, outcomes, ground: groundFor(some[0]!, grounds) });
  return { ...(await sumsOf(ways, { outcomes, grounds, distinct })), grounds, outcomes, ways, moves, made, holdsUntil };
}

type Holders = { rights: Map<number, Rights>; holdsUntil: number | null; made: Map<number, Made> };

async function rightsOf(on: Queryable, { people, notes, touched, after, roles }: Learnt, mentioning: readonly number[]): Promise<Holders> {
  const ids = [...new Set([...touched, ...mentioning])];
  const before = await loadManyFacts(on, ids, seenAs);
  const isAboutRoles = isAboutRolesOnly(notes);
  const isTouched = new Set(touched);
  const moment = now().getTime();
  const rights = new Map<number, Rights>();
  let end = Infinity;
  for (const id of ids) {
    const was = before.get(id);
    const is = !isTouched.has(id) ? was : isAboutRoles ? was && withRoles(was, roles) : after.get(id);
    const compiled = compileReach(was ?? nobody, moment);
    rights.set(id, { before: compiled, after: was === is ? compiled : compileReach(is ?? nobody, moment) });
    for (const facts of [was, is]) if (facts) end = Math.min(end, nextBoundary(facts, moment));
    if (rights.size % stride === 0) await pause();
  }
  const made = new Map(people.filter(({ id }) => !before.has(id)).map((person) => [person.id, person]));
  return { rights, holdsUntil: end === Infinity ? null : end, made };
}

/** The facts with roles as the change leaves them; one object per role, as elsewhere. */
function withRoles(facts: ViewerFacts, roles: ReadonlyMap<number, string[]>): ViewerFacts {
  const swapped = new Map<number, ViewerFacts["grants"][number]["role"]>();
  const roleAfter = (role: ViewerFacts["grants"][number]["role"]) => {
    const permissionsAfter = roles.get(role.id);
    if (!permissionsAfter) return role;
    const known = swapped.get(role.id) ?? { ...role, permissions: permissionsAfter };
    swapped.set(role.id, known);
    return known;
  };
  return { ...facts, grants: facts.grants.map((grant) => ({ ...grant, role: roleAfter(grant.role) })) };
}

const nobody: ViewerFacts = {
  userId: 0, name: "", email: "", homePath: [0], homeName: "", isActive: false, expiresAt: null, readOnly: false, guardrails: [], grants: [],
  memberships: [], territoryPaths: new Map(),
};
