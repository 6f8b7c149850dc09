import { expect, test } from "vitest";
import { wordOf } from "./values";

test("stored words of closed sets are said in the reader's words; what people wrote stays as it is", () => {
  expect(["open", "done", "active", "deactivated", "suspended"].map((status) => wordOf("status", status))).toEqual(["Open", "Done", "Active", "Deactivated", "Suspended"]);
  expect(wordOf("level", "write")).toBe("Read and write");
  expect([wordOf("city", "open"), wordOf("status", "toString"), wordOf("constructor", "name")]).toEqual([null, null, null]);
});
