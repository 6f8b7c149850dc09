import { expect, test } from "vitest";
import { SeenRows } from "./seen-rows";

test("every key of many is known once, with the line in which it came first and whether its values were the same", () => {
  const seen = new SeenRows(50_000);
  for (let at = 0; at < 50_000; at++) expect(seen.add(`K${at}`, `v${at}`, at + 2)).toBeNull();
  expect(seen.add("K0", "v0", 60_000)).toEqual({ line: 2, isSame: true });
  expect(seen.add("K49999", "other", 60_001)).toEqual({ line: 50_001, isSame: false });
});
