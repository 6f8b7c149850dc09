import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { randomWorld } from "../testing/random-world";
import { untilEnough } from "../testing/until-enough";
import { recordScopes, recordsOf, viewerFacts, type World } from "../testing/world";
import { compileAccess } from "./compile";
import { allowed, type RecordScopes } from "./decide";
import { explain, type Missing, type Reason } from "./explain";
import { permissions, type Permission } from "./permissions";
import type { ViewerFacts } from "./viewer";

type Question = { facts: ViewerFacts; permission: Permission; record: RecordScopes; now: number };

/** One in seven of the questions that can be asked in a world. */
function questions(world: World): Question[] {
  const records = recordsOf(world).map((ref) => recordScopes(world, ref));
  return world.users.flatMap(({ id }) => {
    const facts = viewerFacts(world, id);
    return records.flatMap((record, at) =>
      permissions
        .filter((_, index) => (index + at + id) % 7 === 0)
        .map(({ key }) => ({ facts, permission: key, record, now: world.now })),
    );
  });
}

const ask = ({ facts, permission, record, now }: Question) => explain(facts, permission, record, now);

/** The same as expect(…).toEqual(…), asked only where they differ: there are too many questions to ask it each time. */
const same = (found: unknown, wanted: unknown) => {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) expect(found).toEqual(wanted);
};

/** Runs the check on the questions of random worlds until it has had enough to check; answers how often it said that it had something. */
async function forQuestions(check: (question: Question) => boolean, enough = 0): Promise<number> {
  let checked = 0;
  const property = fc.property(randomWorld, (world) => {
    for (const question of questions(world)) if (check(question)) checked++;
  });
  await untilEnough(() => fc.assert(property, { numRuns: 120 }), () => checked > enough);
  return checked;
}

/** The facts after the one thing that a near miss names has been put right. */
function mended(
  facts: ViewerFacts,
  { obstacle, grant: { grantId } }: Extract<Missing, { kind: "near-miss" }>,
  permission: Permission,
): ViewerFacts {
  const open = { from: null, until: null };
  const isOfTime = obstacle === "not-yet" || obstacle === "expired";
  const grants = facts.grants.map((grant) => {
    if (grant.id !== grantId) return grant;
    if (obstacle === "role")
      return { ...grant, role: { ...grant.role, permissions: [...grant.role.permissions, permission] } };
    return obstacle === "level" ? { ...grant, level: "write" as const } : { ...grant, ...(isOfTime ? open : {}) };
  });
  return {
    ...facts,
    grants,
    memberships: isOfTime ? facts.memberships.map((membership) => ({ ...membership, ...open })) : facts.memberships,
  };
}

const unlimited = (facts: ViewerFacts): ViewerFacts => ({
  ...facts,
  isActive: true,
  expiresAt: null,
  readOnly: false,
  guardrails: [],
});

describe("the explanation", { timeout: 30_000 }, () => {
  test("says allowed exactly when the decision does, with a reason or with what is missing", async () => {
    const compiled = new WeakMap<ViewerFacts, ReturnType<typeof compileAccess>>();
    const yes = await forQuestions((question) => {
      const access = compiled.get(question.facts) ?? compileAccess(question.facts, question.now);
      compiled.set(question.facts, access);
      const answer = ask(question);
      const decision = allowed(access, question.permission, question.record);
      same([answer.allowed, answer.reasons.length > 0, answer.missing.length === 0], [decision, decision, decision]);
      return decision;
    }, 50);
    expect(yes, "questions answered yes").toBeGreaterThan(50);
  });
  test("names reasons of which each, taken away, leaves exactly the others", async () => {
    const several = await forQuestions((question) => {
      const { reasons } = ask(question);
      for (const { grantId } of reasons) {
        const grants = question.facts.grants.filter(({ id }) => id !== grantId);
        const left = ask({ ...question, facts: { ...question.facts, grants } });
        same(
          left.reasons,
          reasons.filter((reason) => reason.grantId !== grantId),
        );
        same(left.allowed, left.reasons.length > 0);
      }
      return new Set(reasons.map(({ grantId }) => grantId)).size > 1;
    }, 15);
    expect(several, "questions with more than one reason").toBeGreaterThan(15);
  });
  test("names groups of which each, left, takes away exactly the reasons that came through it", async () => {
    const throughGroups = await forQuestions((question) => {
      const { reasons } = ask(question);
      const joined = new Set(reasons.flatMap(({ via }) => (via === null ? [] : [via[0]!])));
      for (const group of joined) {
        const memberships = question.facts.memberships.filter(({ via }) => via[0] !== group);
        const left = ask({ ...question, facts: { ...question.facts, memberships } });
        same(
          left.reasons,
          reasons.filter(({ via }) => via === null || via[0] !== group),
        );
      }
      return joined.size > 0;
    }, 15);
    expect(throughGroups, "questions answered through groups").toBeGreaterThan(15);
  });
  test("names near misses of which each, put right, is a reason once account, cap and guardrail let it", async () => {
    const near = await forQuestions((question) => {
      const { missing } = ask(question);
      const misses = missing
        .filter((entry) => entry.kind === "near-miss")
        .filter(({ obstacle }) => obstacle !== "record");
      for (const miss of misses) {
        const facts = mended(unlimited(question.facts), miss, question.permission);
        const { reasons } = ask({ ...question, facts });
        same(
          reasons.some(({ grantId }) => grantId === miss.grant.grantId),
          true,
        );
      }
      return misses.length > 0;
    }, 200);
    expect(near).toBeGreaterThan(200);
  });
  test("names the reach exactly where a grant on everything, with nothing else in the way, would not allow it", async () => {
    let outside = 0;
    await forQuestions((question) => {
      const { allowed: isAllowed, missing } = ask(question);
      if (isAllowed) return false;
      const all = { id: 0, groupId: null, role: { id: 0, name: "All", permissions: [question.permission] }, kind: "everything" as const, ref: null, path: [], narrowTerritoryId: null, narrowProgramId: null, exceptOrganizations: [], hasExceptCustomers: false, level: "write" as const, from: null, until: null };
      const given = ask({ ...question, facts: { ...unlimited(question.facts), grants: [all] } });
      const isOutside = missing.some(({ kind }) => kind === "out-of-reach");
      if (isOutside) outside++;
      same(isOutside, !given.allowed);
      return true;
    }, 200);
    expect(outside, "questions about records outside").toBeGreaterThan(20);
  });
  test("where only the account, the cap or the guardrail is named, lifting all that is named allows it", async () => {
    const limits = await forQuestions((question) => {
      const { missing } = ask(question);
      const kinds = missing.map(({ kind }) => kind);
      if (kinds.length === 0 || ["near-miss", "no-grant", "out-of-reach"].some((kind) => kinds.some((each) => each === kind))) return false;
      const { facts } = question;
      const lifted: ViewerFacts = {
        ...facts,
        isActive: facts.isActive || kinds.includes("account-not-active"),
        expiresAt: kinds.includes("account-expired") ? null : facts.expiresAt,
        readOnly: facts.readOnly && !kinds.includes("read-only-cap"),
        guardrails: kinds.includes("guardrail") ? [] : facts.guardrails,
      };
      same(ask({ ...question, facts: lifted }).allowed, true);
      return true;
    }, 300);
    expect(limits).toBeGreaterThan(300);
  });
  test("reads the same whatever the order in which the facts were loaded", async () => {
    const read = await forQuestions((question) => {
      const { facts } = question;
      const turned = { ...facts, grants: facts.grants.toReversed(), memberships: facts.memberships.toReversed() };
      const answer = ask(question);
      same(ask({ ...question, facts: turned }), answer);
      return answer.reasons.length > 1;
    }, 50);
    expect(read).toBeGreaterThan(50);
  });
});

describe("an explanation of one person", () => {
  const hour = 3_600_000;
  const now = Date.UTC(2026, 0, 1);
  const role = { id: 3, name: "Manager", permissions: ["customers.edit-contact"] };
  const scope = {
    kind: "direct",
    ref: 2,
    path: [2, 1],
    narrowTerritoryId: null,
    narrowProgramId: null,
    exceptOrganizations: [],
    hasExceptCustomers: false,
  } as const;
  const direct = { id: 7, groupId: null, role, ...scope, level: "write", from: null, until: now + 5 * hour } as const;
  const facts: ViewerFacts = {
    userId: 1,
    name: "Mia",
    email: "mia@example.org",
    homePath: [2, 1],
    homeName: "North",
    isActive: true,
    expiresAt: null,
    readOnly: false,
    guardrails: [],
    territoryPaths: new Map(),
    memberships: [],
    grants: [direct],
  };
  const record = [2 * 16 + 1, 2 * 16 + 2];
  const missing = (change: Partial<ViewerFacts>, permission: Permission = "customers.edit-contact") =>
    explain({ ...facts, ...change }, permission, record, now).missing.map((entry) =>
      entry.kind === "near-miss" ? entry.obstacle : entry.kind,
    );

  test("a reason ends when the grant or the membership ends, whichever is first", () => {
    const ends = (until: number | null): Reason["until"][] => {
      const grants = [{ ...direct, groupId: 9 }];
      const memberships = [{ groupId: 9, via: [8, 9], from: null, until }];
      return explain({ ...facts, grants, memberships }, "customers.view", record, now).reasons.map(
        (reason) => reason.until,
      );
    };
    expect([ends(null), ends(now + hour), ends(now + 9 * hour)]).toEqual([
      [now + 5 * hour],
      [now + hour],
      [now + 5 * hour],
    ]);
  });
  test("a near miss ends as it would as a reason", () => {
    const memberships = [{ groupId: 9, via: [9], from: null, until: now + hour }];
    const missing = explain(
      { ...facts, grants: [{ ...direct, groupId: 9, level: "read" }], memberships },
      "customers.edit-contact",
      record,
      now,
    ).missing;
    expect(missing).toMatchObject([{ kind: "near-miss", obstacle: "level", grant: { until: now + hour, via: [9] } }]);
  });
  test.each([
    [{ isActive: false }, ["account-not-active"]],
    [{ expiresAt: now }, ["account-expired"]],
    [{ readOnly: true }, ["read-only-cap"]],
    [{ guardrails: [["customers.view"]] }, ["guardrail"]],
    [{ isActive: false, readOnly: true, grants: [] }, ["account-not-active", "read-only-cap", "no-grant"]],
    [{ grants: [{ ...direct, level: "read" as const }] }, ["level"]],
    [{ grants: [{ ...direct, ref: 5, path: [5, 2, 1] }] }, ["record"]],
    [{ grants: [{ ...direct, from: now + 1, until: null }] }, ["not-yet"]],
    [{ grants: [{ ...direct, until: now }] }, ["expired"]],
    [{ grants: [{ ...direct, until: now, level: "read" as const }] }, ["no-grant"]],
  ])("case %#: lacks what its change takes away", (change, expected) => expect(missing(change)).toEqual(expected));
  test("a record outside the reach is said to be, whatever grants come close; what else must change stands beside", () => {
    const elsewhere = [9 * 16 + 1, 9 * 16 + 2];
    const kinds = (change: Partial<ViewerFacts>, at = elsewhere) =>
      explain({ ...facts, ...change }, "customers.edit-contact", at, now).missing.map(({ kind }) => kind);
    expect(kinds({})).toEqual(["out-of-reach"]);
    expect(kinds({ readOnly: true })).toEqual(["read-only-cap", "out-of-reach"]);
    expect(kinds({ homePath: [1] })).not.toContain("out-of-reach");
    expect(kinds({ grants: [] }, [5 * 16 + 1, 5 * 16 + 2, 2 * 16 + 1])).toEqual(["no-grant"]);
  });
  test("a role without the permission is a near miss", () =>
    expect(missing({}, "customers.suspend")).toEqual(["role"]));
});
