import { expect, test } from "vitest";
import { received, sent } from "./page";

const through = (rows: object[]) => received(sent({ rows, next: "n", previous: null, total: { count: 3, exact: true } }));

test.each<[string, object[]]>([
  ["rows alike", [{ id: 1, name: 'A "B" \\ \u2028', none: null, at: new Date(0), more: [{ a: 1 }] }, { id: 2, name: "", none: 0, at: new Date(1), more: [] }]],
  ["no rows", []],
  ["a field that only later rows have", [{ id: 1 }, { id: 2, name: "x" }]],
  ["a field that later rows lack", [{ id: 1, name: "x" }, { id: 2 }]],
  ["another field in its place", [{ id: 1, name: "x" }, { id: 2, key: "y" }]],
  ["a field without a value", [{ id: 1, name: undefined }, { id: 2, name: "x" }]],
  ["fields in another order", [{ id: 1, name: "x" }, { name: "y", id: 2 }]],
  ["rows without fields", [{}, {}]],
])("%s arrive as they were sent", (_, rows) => {
  expect(through(rows)).toEqual({ rows: JSON.parse(JSON.stringify(rows)), next: "n", previous: null, total: { count: 3, exact: true } });
});

test("fields are named once", () => {
  expect(sent({ rows: [{ field: 1 }, { field: 2 }], next: null, previous: null, total: { count: 2, exact: true } }).text.match(/field/g)).toHaveLength(1);
});

test("fields that are left out do not arrive, the others do", () => {
  const page = { rows: [{ id: 1, city: "Oslo", name: "x" }], next: null, previous: null, total: { count: 1, exact: true } };
  expect(received(sent(page, ["city"])).rows).toEqual([{ id: 1, name: "x" }]);
  expect(sent(page, ["city"]).text).not.toContain("Oslo");
});
