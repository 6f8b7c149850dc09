import { expect, test } from "vitest";
import { parseLine } from "./parse";

const problemsOf = (line: string | object) => {
  const parsed = parseLine(typeof line === "string" ? line : JSON.stringify(line));
  return "problems" in parsed ? parsed.problems.map(({ field, reason }) => `${field}: ${reason}`) : [];
};

const customer = { kind: "customer", key: "C-1", name: "One", organization: "p" };
const grant = { kind: "grant", key: "g", user: "a@b.example", role: "r", scope: { kind: "everything" } };

test("right lines are understood, with addresses in one spelling and moments as moments", () => {
  expect(parseLine(JSON.stringify({ kind: "user", key: " Kari@Example.COM", name: "Kari", organization: "p", expiresAt: "2027-01-31" }))).toEqual({
    line: { kind: "user", key: "kari@example.com", name: "Kari", organization: "p", expiresAt: "2027-01-31T00:00:00.000Z" },
  });
});

test.for([
  ["not JSON", "{", [expect.stringContaining(": This is not JSON")]],
  ["not an object", "[1]", [": A line holds one JSON object."]],
  ["no kind", { key: "a" }, [expect.stringContaining("kind: A line names its kind")]],
  ["a wrong kind", { kind: "constructor", key: "a" }, [expect.stringContaining('kind: There is no kind "constructor"')]],
  ["an unknown field", { ...customer, colour: "red" }, ["colour: There is no such field."]],
  ["an unknown field inside", { ...grant, scope: { kind: "own", of: "me" } }, ["scope.of: There is no such field."]],
  ["a missing field", { kind: "customer", key: "C-1", name: "One" }, ["organization: It is needed."]],
  ["several at once", { ...customer, name: "", status: "gone" }, [expect.stringContaining("name: "), expect.stringContaining("status: ")]],
  ["an unknown permission", { kind: "role", key: "r", name: "R", organization: "p", permissions: ["customers.view", "customers.eat"] }, ['permissions.1: There is no permission "customers.eat".']],
  ["until before from", { ...grant, from: "2026-05-01", until: "2026-04-01" }, ["until: It must be later than from."]],
  ["until before from in an enrolment", { kind: "program", key: "p", name: "P", enrollments: [{ organization: "o", from: "2026-05-01", until: "2026-05-01" }] }, ["enrollments.0.until: It must be later than from."]],
  ["a day that is none", { ...grant, until: "2026-02-30" }, [expect.stringContaining("until: Enter a moment")]],
  ["a scope without its place", { ...grant, scope: { kind: "subtree" } }, ["scope.organization: A scope of kind subtree needs organization."]],
  ["a scope with another's place", { ...grant, scope: { kind: "everything", organization: "p" } }, ["scope.organization: organization does not go with a scope of kind everything."]],
  ["a customer listed twice", { ...grant, scope: { kind: "customers", customers: ["a", "a"] } }, ['scope.customers.1: "a" is listed twice.']],
  ["both holders", { ...grant, group: "g" }, ["user: A grant has either a user or a group."]],
  ["a rule on a team", { kind: "group", key: "g", name: "G", organization: "p", rule: { jobRole: ["sales"] } }, ["rule: Only a group of type rule has a rule."]],
  ["members of a rule group", { kind: "group", key: "g", name: "G", organization: "p", type: "rule", members: ["a@b.example"] }, ["members: A rule group finds its members by its rule."]],
  ["an address that is none", { kind: "group", key: "g", name: "G", organization: "p", members: ["somebody"] }, ["members.0: Enter an address like name@example.com."]],
  ["a weak password", { kind: "user", key: "a@b.example", name: "A", organization: "p", password: "short" }, [expect.stringContaining("password: Use at least 15 characters")]],
  ["a NUL", { ...customer, comment: "a\0b" }, ["comment: Use characters that can be stored."]],
  ["a word that is none of the field's", { ...customer, status: "sleeping" }, ["status: Give one of active, suspended."]],
  ["a text for yes or no", { kind: "user", key: "a@b.example", name: "A", organization: "p", readOnly: "yes" }, ["readOnly: Give true or false."]],
  ["a number for a text", { ...customer, name: 7 }, ["name: Give a text."]],
  ["a text for a list", { kind: "program", key: "p", name: "P", enrollments: "all" }, ["enrollments: Give a list."]],
  ["half a number", { kind: "organization", key: "o", name: "O", balance: 1.5 }, ["balance: Give a whole number."]],
  ["a number for a member", { kind: "group", key: "g", name: "G", organization: "p", members: [5] }, ["members.0: Give a text or an object."]],
  ["half a surrogate pair", { ...customer, comment: "a\ud800" }, ["comment: Use characters that can be stored."]],
  ["text that is too long", { ...customer, comment: "x".repeat(10_000_000) }, ["comment: Use at most 2000 characters."]],
] as [string, string | object, unknown[]][])("%s is named with its field", ([, line, expected]) => {
  expect(problemsOf(line)).toEqual(expected);
});
