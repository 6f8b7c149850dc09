import "server-only";
import type pg from "pg";
import sql from "sql-template-tag";
import { compileReach } from "../../../access/compile";
import { waysOf, type Outcome, type Rights, type Unit, type Way, type Ways, type Which } from "../../../access/difference";
import type { ViewerFacts } from "../../../access/viewer";
import { wallOfAll } from "../../../access/wall";
import { now } from "../../../platform/clock";
import { rowsIn, type Queryable, type Transaction } from "../../../platform/db/connect";
import { readBehind, takenBack } from "../../../platform/db/transaction";
import { loadManyFacts } from "../many-facts";
import { asQueryable } from "../facts-within";
import { readGuard } from "../guard";
import { isAboutRolesOnly, readNotes, type Notes } from "./notes";
import { peopleMentioning, touchedPeople } from "./people";
import { distinctOf } from "./distinct";
import { customerGround, groundFor, organizationGround, type Grounds } from "./records";
import { sumsOf, type Sums } from "./sums";
import { changedBy, readMoves, ScopesOfOrganizations, type Moves } from "./structure";

/** What a change does to everybody's access, counted exactly. */
export type Difference = Sums & {
  grounds: Grounds;
  outcomes: ReadonlyMap<Way, Outcome>;
  ways: Ways;
  /** Change number that was current. */
  seq: number;
  /** Milliseconds that the taken-back transaction took, and everything. */
  took: { held: number; all: number };
};

type Learnt = { notes: Notes; seq: number; moves: Moves; touched: number[]; after: Map<number, ViewerFacts>; roles: Map<number, string[]> };

/**
 * Runs the work, takes it back, and works out what it would have changed about whose access. What the work throws is thrown: the same
 * code refuses a preview and a save. Only what the transaction alone can tell is read while it is open.
 */
export async function differenceBy(work: () => Promise<unknown>): Promise<Difference> {
  const began = performance.now();
  for (let attempt = 1; ; attempt++) {
    const learnt = await takenBack(work, learn);
    const held = performance.now() - began;
    const known = await compare(wholeReader, learnt);
    // What somebody else changed meanwhile would be taken for a part of this change: look again.
    if (attempt < attempts && (await readGuard()).seq !== learnt.seq) continue;
    return { ...known, seq: learnt.seq, took: { held, all: performance.now() - began } };
  }
}

const attempts = 3;

/** Reads with every customer in sight, a transaction for each statement: what is worked out between them may take its time. */
const wholeReader = { query: (statement: pg.QueryConfig) => readBehind(wallOfAll, (on) => on.query(statement)) } as unknown as Queryable;

/** Lets other requests of this server go on. */
const pause = () => new Promise<void>((resolve) => setImmediate(resolve));
const stride = 200;

async function learn(tx: Transaction): Promise<Learnt> {
  const on = asQueryable(tx);
  const notes = await readNotes(tx);
  const [clock] = await rowsIn<{ seq: number }>(
    tx,
    sql`SELECT (seq - (SELECT count(*) FROM access_changes c WHERE c.xmin::text::bigint = pg_current_xact_id()::text::bigint % 4294967296))::float8 AS seq FROM access_clock`,
  );
  const touched = await touchedPeople(on, notes);
  const after = isAboutRolesOnly(notes) ? new Map<number, ViewerFacts>() : await loadManyFacts(on, touched);
  const roles = notes.role.length === 0 ? [] : await rowsIn<{ id: number; permissions: string[] }>(tx, sql`SELECT id, permissions FROM roles WHERE id = ANY(${notes.role}::int[])`);
  return { notes, seq: clock!.seq, moves: await readMoves(on, notes), touched, after, roles: new Map(roles.map(({ id, permissions }) => [id, permissions])) };
}

/** True for rows of access_changes `c` that this transaction has written itself. */
export const isOwnChange = sql`c.xmin::text::bigint = pg_current_xact_id()::text::bigint % 4294967296`;

type Compared = Omit<Difference, "seq" | "took">;

async function compare(on: Queryable, learnt: Learnt): Promise<Compared> {
  const { moves, scopes } = await changedBy(on, learnt.moves);
  const rights = await rightsOf(on, learnt, await peopleMentioning(on, scopes));
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
  return { ...(await sumsOf(ways, { outcomes, grounds, distinct })), grounds, outcomes, ways };
}

async function rightsOf(on: Queryable, { notes, touched, after, roles }: Learnt, mentioning: readonly number[]): Promise<Map<number, Rights>> {
  const ids = [...new Set([...touched, ...mentioning])];
  const before = await loadManyFacts(on, ids);
  const isAboutRoles = isAboutRolesOnly(notes);
  const isTouched = new Set(touched);
  const moment = now().getTime();
  const rights = new Map<number, Rights>();
  for (const id of ids) {
    const was = before.get(id);
    const is = !isTouched.has(id) ? was : isAboutRoles ? was && withRoles(was, roles) : after.get(id);
    const compiled = compileReach(was ?? nobody, moment);
    rights.set(id, { before: compiled, after: was === is ? compiled : compileReach(is ?? nobody, moment) });
    if (rights.size % stride === 0) await pause();
  }
  return rights;
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
