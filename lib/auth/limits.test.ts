import { expect, test } from "vitest";
import { sourceOf } from "./limits";

test("addresses of one IPv6 household are one source; others, and IPv4, are their own", () => {
  expect(sourceOf("2001:db8:0:12::1")).toBe(sourceOf("2001:0DB8:0000:0012:ffff:1:2:3"));
  expect(sourceOf("2001:db8:0:13::1")).not.toBe(sourceOf("2001:db8:0:12::1"));
  expect(sourceOf("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(sourceOf("::1")).toBe("0:0:0:0::/64");
  expect(sourceOf("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
  expect(sourceOf("192.0.2.7")).toBe("192.0.2.7");
  expect(sourceOf(null)).toBe("none");
});
