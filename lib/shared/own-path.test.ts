import { expect, test } from "vitest";
import { ownPath } from "./own-path";

test.each(["/", "/customers?search=a%20b&sort=-name", "/users/12", "/customers?next=https://evil.example"])("%s may follow a sign-in", (path) => {
  expect(ownPath(path)).toBe(path);
});

const hosts = ["evil.example", "evil.example:443", "user@evil.example", "portal.example@evil.example", "[::1]", "2130706433"];
const doors = ["//", "///", "////", "/\\", "\\\\", "\\/", "/\t/", "/\n/", "/\r/", "\t//", " //", "/%09/../..//", "/..//", "/.//", "/a/..//", "https://", "https:", "http:///", "//\u0000", "\u2028//", "/\u00a0//"];
const others = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "customers", "../", "?next=//evil.example", "#//evil.example", "/a\n/b", "", "%2f%2fevil.example", "/%5cevil.example", "/%2f%2fevil.example", "//evil%E3%80%82example", "//ⓔvil.example", "/\u202e//evil.example"];
const payloads = [undefined, ...others, ...doors.flatMap((door) => hosts.map((host) => door + host))];

/** Where a browser goes that is at the portal and is told this in a Location header. */
const goesTo = (location: string) => new URL(location, "https://portal.example/sign-in").host;

test(`none of ${payloads.length} addresses leads away from the portal after a sign-in (reliability.md, B15)`, () => {
  const away = payloads.filter((payload) => goesTo(ownPath(payload)) !== "portal.example" || !/^\/(?![/\\])/.test(ownPath(payload)));

  expect(payloads.length).toBeGreaterThan(60);
  expect(away).toEqual([]);
});
