import { expect, test } from "vitest";
import { handlersOf, routesBelow } from "@/lib/testing/api-router";
import { methodsOf, refuseMethod } from "./methods";

test("an address tells the very methods that its route file has", async () => {
  const routes = routesBelow("app/api/v1");
  expect(routes.length).toBeGreaterThan(60);
  for (const route of routes) {
    const path = `/api/v1/${route.segments.map((segment) => (segment.startsWith("[") ? "key:a" : segment)).join("/")}`;
    const own = Object.keys(await handlersOf(route));
    expect(methodsOf(path), path).toEqual([...own, "OPTIONS", ...(own.includes("GET") ? ["HEAD"] : [])].sort());
  }
});

test("a method that an address does not have is refused with those that it has, and an address that is not there is not found", () => {
  const refusal = refuseMethod("DELETE", "/api/v1/customers/12");

  expect(refusal).toMatchObject({ status: 405, headers: { Allow: "GET, HEAD, OPTIONS, PATCH", "Content-Type": "application/problem+json" } });
  expect(JSON.parse(refusal.text)).toMatchObject({ status: 405, code: "method-not-allowed", type: "urn:portico:problem:method-not-allowed" });
  expect(refuseMethod("PROPFIND", "/api/v1/customers/12/nowhere").status).toBe(404);
  expect(methodsOf("/api/v1/openapi.json")).toEqual(["GET", "HEAD", "OPTIONS"]);
  expect(methodsOf("/api/v1/openapiXjson")).toEqual([]);
});
