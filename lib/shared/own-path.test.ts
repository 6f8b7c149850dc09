import { expect, test } from "vitest";
import { ownPath } from "./own-path";

test.each(["/", "/customers?search=a%20b&sort=-name", "/users/12"])("%s may follow a sign-in", (path) => {
  expect(ownPath(path)).toBe(path);
});

test.each([undefined, "", "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "/\t/evil.example", "/%09/../..//evil.example", "javascript:alert(1)", "customers", "/..//evil.example", "/a\n/b"])(
  "%s becomes a path of the portal",
  (path) => {
    const target = new URL(ownPath(path), "http://portal.example");
    expect(target.host).toBe("portal.example");
    expect(ownPath(path).startsWith("//")).toBe(false);
  },
);
