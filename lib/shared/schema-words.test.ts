import { expect, test } from "vitest";
import { z } from "zod";
import { wordsForIssue } from "./schema-words";

const schema = z.strictObject({ a: z.array(z.string().max(3)).max(2), kind: z.enum(["one", "two"]), on: z.boolean(), n: z.int().max(5), said: z.string("Say it.") });
const wordsFor = (input: object) => Object.fromEntries((schema.safeParse(input, { error: wordsForIssue }).error?.issues ?? []).map(({ path, message }) => [path.join("."), message]));

test("what would be right is said in plain words; a schema's own sentence stays", () => {
  expect(wordsFor({})).toEqual({ a: "It is needed: give a list.", kind: "Give one of one, two.", on: "It is needed: give true or false.", n: "It is needed: give a number.", said: "Say it." });
  expect(wordsFor({ a: ["long words"], kind: "three", on: "yes", n: 9, said: "" })).toEqual({ "a.0": "Give at most 3 characters.", kind: "Give one of one, two.", on: "Give true or false.", n: "Give at most 5." });
  expect(wordsFor({ a: ["a", "b", "c"], kind: "one", on: true, n: 1.5, said: "" })).toEqual({ a: "Give at most 2 entries.", n: "Give a whole number." });
});
