import { describe, expect, test } from "vitest";
import type { Missing, Reason, ScopeFacts } from "./explain";
import { missingSentence, reasonSentence, scopeInWords, sentencesOf, type Names } from "./sentence";

const names: Names = {
  organization: (id) => ["", "Operator", "Nordlicht", "Südwind"][id]!,
  territory: () => "Alps",
  program: () => "Gold",
  group: (id) => (id === 1 ? "Sales" : "Field"),
};
const scope = (change: Partial<ScopeFacts> = {}): ScopeFacts => ({
  id: 7,
  kind: "subtree",
  ref: 2,
  narrowTerritoryId: null,
  narrowProgramId: null,
  exceptOrganizations: [],
  hasExceptCustomers: false,
  ...change,
});
const reason = (change: Partial<Reason> = {}): Reason => ({
  grantId: 7,
  roleId: 3,
  roleName: "Manager",
  scope: scope(),
  level: "write",
  until: null,
  via: null,
  ...change,
});
const near = (obstacle: "role" | "level" | "record" | "not-yet" | "expired"): Missing => ({
  kind: "near-miss",
  obstacle,
  since: Date.UTC(2026, 4, 3, 14),
  grant: reason({ via: [1, 2] }),
});

describe("a scope in words", () => {
  test.each<[Partial<ScopeFacts>, string]>([
    [{ kind: "everything", ref: null }, "everything"],
    [{}, "Nordlicht and all below it"],
    [{ kind: "direct" }, "Nordlicht with its own customers"],
    [{ kind: "territory", ref: 1 }, "the partners and customers in the territory Alps"],
    [{ kind: "program", ref: 1 }, "the partners in the program Gold with their customers"],
    [{ kind: "customers", ref: null }, "chosen customers"],
    [{ kind: "own", ref: null }, "customers under their own account management"],
    [
      { narrowTerritoryId: 1, narrowProgramId: 1 },
      "Nordlicht and all below it, only in the territory Alps and in the program Gold",
    ],
    [
      { exceptOrganizations: [3], hasExceptCustomers: true },
      "Nordlicht and all below it, except Südwind and all below it and some customers",
    ],
  ])("%j", (change, words) => expect(scopeInWords(scope(change), names)).toBe(words));
  test("names the customers where they may be named, the first three of many", () => {
    const listing = (...listed: string[]) =>
      scopeInWords(scope({ kind: "customers", ref: null }), { ...names, listedCustomers: () => listed });
    expect([listing("Acme"), listing("Acme", "Bolt"), listing("A", "B", "C", "D", "E")]).toEqual([
      "Acme",
      "Acme and Bolt",
      "A, B, C and 2 more",
    ]);
    const except = scopeInWords(scope({ hasExceptCustomers: true }), { ...names, exceptedCustomers: () => ["Acme"] });
    expect(except).toBe("Nordlicht and all below it, except Acme");
  });
});

describe("a sentence", () => {
  test("of a reason tells role, scope, way, level and end, to the person or about them", () => {
    expect(reasonSentence(reason(), names)).toBe(
      "You hold the role Manager on Nordlicht and all below it, to read and write.",
    );
    expect(reasonSentence(reason({ level: "read", via: [1, 2], until: Date.UTC(2026, 4, 3, 14) }), names, "Mia")).toBe(
      "Mia holds the role Manager on Nordlicht and all below it, through the group Sales inside Field, to read, until 3 May 2026 at 14:00 UTC.",
    );
  });
  test.each<[Missing, string]>([
    [
      { kind: "account-not-active" },
      "The account of Mia is not active, or an organization it belongs to is deactivated.",
    ],
    [
      { kind: "account-expired", since: Date.UTC(2026, 4, 3, 14) },
      "The account of Mia ended on 3 May 2026 at 14:00 UTC.",
    ],
    [{ kind: "read-only-cap" }, "The account of Mia is capped to reading, whatever it was given."],
    [{ kind: "guardrail" }, "The organization, or one above it, does not let its people use customers.edit."],
    [
      { kind: "out-of-reach" },
      "The record belongs neither to the partner of Mia nor to one below it, and nothing that is given to them reaches further.",
    ],
    [
      { kind: "no-grant" },
      "Nothing that was given comes close: it would need access with customers.edit that reaches this record.",
    ],
    ...(
      [
        ["role", "does not contain customers.edit"],
        ["level", "is given to read only"],
        ["record", "does not reach this record"],
        ["not-yet", "begins on 3 May 2026 at 14:00 UTC"],
        ["expired", "ended on 3 May 2026 at 14:00 UTC"],
      ] as const
    ).map(([obstacle, end]): [Missing, string] => [
      near(obstacle),
      `The access by the role Manager on Nordlicht and all below it, through the group Sales inside Field ${end}.`,
    ]),
  ])("of what is missing: %#", (missing, sentence) =>
    expect(missingSentence(missing, "customers.edit", names, "Mia")).toBe(sentence),
  );
  test("is said of each reason when allowed, else of each missing thing", () => {
    expect(
      sentencesOf({ allowed: true, reasons: [reason(), reason()], missing: [] }, "customers.edit", names),
    ).toHaveLength(2);
    const capped = sentencesOf(
      { allowed: false, reasons: [], missing: [{ kind: "read-only-cap" }] },
      "customers.edit",
      names,
    );
    expect(capped).toEqual(["Your account is capped to reading, whatever it was given."]);
  });
});
