import { expect, test } from "vitest";
import { guessMapping, valuesOf } from "./mapping";
import { readingOf } from "./schema";

const [before, behind] = [readingOf(1, "before"), readingOf(1, "behind")];

test.for([
  ["Saint Paul, Minnesota", { city: "Saint Paul", region: "Minnesota" }],
  ["Warmley, Bristol, United Kingdom", { city: "Warmley, Bristol", region: "United Kingdom" }],
  ["Singapore", { city: "Singapore" }],
  ["Bergen,", { city: "Bergen" }],
  [", Vestland", { region: "Vestland" }],
  ["", {}],
] as const)("a cell is read by its parts: “%s”", ([cell, values]) => {
  expect(valuesOf(["C-1", cell], { city: before, region: behind })).toEqual(values);
});

test("the state is told from a city that stands in one column with it; a column that holds no comma is read whole", () => {
  const headers = ["Symbol", "Headquarters Location"];
  expect(guessMapping("customers", headers, ["MMM", "Saint Paul, Minnesota"])).toEqual({ key: 0, city: before, region: behind });
  expect(guessMapping("customers", headers, ["MMM", "Saint Paul"])).toEqual({ key: 0, city: 1 });
  expect(guessMapping("customers", [...headers, "Region"], ["MMM", "Saint Paul, Minnesota", "North"])).toEqual({ key: 0, city: 1, region: 2 });
});
