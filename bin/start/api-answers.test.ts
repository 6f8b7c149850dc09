import { expect, test } from "vitest";
import { asProblem, isForApi, isReadable } from "./api-answers.mjs";

test("what is for the API is told from what only looks like it", () => {
  const urls = ["/api/v1", "/api/v1?x=1", "/api/v1/customers", "/api/v10/customers", "/api/v1x", "/customers?next=/api/v1/", "/api/lookup/customers"];
  expect(urls.filter((url) => isForApi({ url }))).toEqual(["/api/v1", "/api/v1?x=1", "/api/v1/customers"]);
});

test("an address that is no UTF-8 is told; its query is the affair of whoever reads it", () => {
  expect(["/a", "/a%20b", "/%F0%9F%8C%8A", "/a?b=%E0%A4%A", "/%E0%A4%A", "/%", "/a%ZZ"].filter((url) => !isReadable(url))).toEqual(["/%E0%A4%A", "/%", "/a%ZZ"]);
});

test("the server in front refuses programs in the form of the API", () => {
  expect(JSON.parse(asProblem({ status: 503, text: "Busy." }))).toEqual({ type: "urn:portico:problem:unavailable", title: "The portal is busy", status: 503, code: "unavailable", detail: "Busy." });
  expect(JSON.parse(asProblem({ status: 404, code: "not-found", text: "Nothing." }))).toMatchObject({ code: "not-found", status: 404 });
});
