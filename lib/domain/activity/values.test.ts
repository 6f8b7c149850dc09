import { expect, test } from "vitest";
import { scopeOf } from "./scope-values";
import { madeOf, momentOf, partOf, wordOf } from "./values";
import { triedDeed, wayOf } from "./words";

test("stored words of closed sets are said in the reader's words; what people wrote stays as it is", () => {
  expect(["open", "done", "active", "deactivated", "suspended"].map((status) => wordOf("status", status))).toEqual(["Open", "Done", "Active", "Deactivated", "Suspended"]);
  expect(wordOf("level", "write")).toBe("Read and write");
  expect([wordOf("theme", "dark"), wordOf("signInMail", "new"), wordOf("scopeKind", "subtree"), wordOf("locale", "de")]).toEqual(["Dark", "From a new device or address", "the partner and all below it", "Deutsch"]);
  expect([wordOf("city", "open"), wordOf("status", "toString"), wordOf("constructor", "name"), wordOf("locale", "xx")]).toEqual([null, null, null, null]);
  expect([partOf("permissions", "customers.view"), partOf("jobRole", "customers.view")]).toEqual(["Open a customer's profile and history", "customers.view"]);
});

test("moments are dates, and midnight ends the day before; a day that somebody wrote into a text stays theirs", () => {
  expect([momentOf("dueOn", "2026-12-31"), momentOf("from", "2026-12-31"), momentOf("until", "2027-01-01"), momentOf("expiresAt", "2027-01-01T00:00:00.000Z")]).toEqual(["31 Dec 2026", "31 Dec 2026", "31 Dec 2026", "31 Dec 2026"]);
  expect([momentOf("doneAt", "2026-12-31T14:05:09.123Z"), momentOf("comment", "2026-12-31")]).toEqual(["31 Dec 2026, 14:05", null]);
});

test("the scope of a grant names places instead of ids, and tells no customers", () => {
  const name = (kind: string, id: number) => `${kind}-${id}`;
  const said = (text: string, field = "scope") => scopeOf(field, text, name);
  expect(["organization 4 and below", "organization 4 alone", "territory 7", "1,200 customers: 3, 4", "everything", "own"].map((text) => said(text))).toEqual(["organization-4 and all below it", "organization-4 alone", "territory territory-7", "2 customers", "everything", "own customers"]);
  expect(said("organizations 4, 5; 1 customer: 9", "except")).toBe("organization-4, organization-5 and all below it; 1 customer");
  expect([said("territory 7 and more"), said("organization 4 alone", "comment")]).toEqual([null, null]);
});

test("texts of the program's own making and ways of acting are said in words", () => {
  expect([madeOf("factor", "passkey My key"), madeOf("left", "1 code"), madeOf("comment", "passkey x")]).toEqual(["passkey My key", "1 code", null]);
  expect([wayOf("portal command"), wayOf("token Nightly"), wayOf("import 7"), wayOf("Fjord ID")]).toEqual(["the command line", "the token Nightly", "import 7", "Fjord ID"]);
  expect([triedDeed("sign-in"), triedDeed("customers.edit")]).toEqual(["Tried to sign in", "Tried: Edit every field of a customer's profile"]);
});
