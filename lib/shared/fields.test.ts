import { expect, test } from "vitest";
import { z } from "zod";
import { chosenId, name, optionalDay, rightFields, someIds, together } from "./fields";
import { msg } from "./language/text";

const form = together(z.strictObject({ name, roleId: chosenId(), from: optionalDay, until: optionalDay }), ({ name, from, until }) => ({
  ...(from && until && until <= from ? { until: "Too early." } : {}),
  ...(name ? {} : { name: "This form needs a name." }),
}));

const faults = (input: object) => (form.safeParse(input).error?.issues ?? []).map(({ path, message }) => [path.join("."), message]);

test("what is wrong about fields together is told along with what is wrong about single ones", () => {
  expect(faults({ name: "Ida", from: "2027-02-01", until: "2027-01-01" })).toEqual([["roleId", "Choose one from the list."], ["until", "Too early."]]);
  expect(faults({ name: "Ida", roleId: "x", from: "2027-02-01", until: "2027-01-01" })).toEqual([["roleId", "Choose one from the list."], ["until", "Too early."]]);
  expect(faults({ name: "Ida", roleId: "7", from: "2027-02-01", until: "2027-01-01" })).toEqual([["until", "Too early."]]);
});

test("a field that is wrong by itself is not there for the others, and keeps its own message", () => {
  expect(faults({ name: "Ida", roleId: "7", from: "soon", until: "2027-01-01" })).toEqual([["from", "Enter a day like 2026-12-31."]]);
  expect(faults({ roleId: "7" })).toEqual([["name", "Enter a name."]]);
  expect(form.safeParse("text").success).toBe(false);
});

test("a form without a fault is read as before, fields and all", () => {
  expect(form.parse({ name: " Ida ", roleId: "7", until: "2027-01-01" })).toEqual({ name: "Ida", roleId: 7, until: new Date("2027-01-01") });
  expect(Object.keys(form.shape)).toEqual(["name", "roleId", "from", "until"]);
});

test("records that must be chosen are asked for in words, also when nothing at all is sent", () => {
  const words = (type: z.ZodType, value?: unknown) => type.safeParse(value).error?.issues[0]?.message;
  const people = someIds(2, msg("Choose at least one person."));

  expect([words(people), words(people, []), words(people, "7"), words(people, ["x"])]).toEqual(["Choose at least one person.", "Choose at least one person.", "Choose from the list.", "Choose one from the list."]);
  expect(people.parse(["7", "7"])).toEqual([7]);
});

test("the right fields of a form that is wrong are read", () => {
  expect(rightFields(form, { name: "", roleId: "7", until: "2027-01-01" })).toEqual({ roleId: 7, from: undefined, until: new Date("2027-01-01") });
});
