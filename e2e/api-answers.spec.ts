import { request as rawRequest } from "node:http";
import { apiToken } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";
import { expect, test } from "./fixtures/portal";

type Answer = { status: number; type: string; allow: string[]; text: string };

/** Asks with any method at all, also those that fetch will not send. */
function ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = rawRequest(process.env.PORTAL_URL! + path, { method, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.once("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          type: answer.headers["content-type"] ?? "",
          allow: (answer.headers.allow ?? "").split(", ").filter(Boolean).sort(),
          text: Buffer.concat(parts).toString(),
        }),
      );
    });
    request.once("error", reject).end();
  });
}

test("every address of the API refuses the methods that it does not have, and says which it has", async () => {
  const description = JSON.parse((await ask("GET", "/api/v1/openapi.json")).text) as { paths: Record<string, object> };
  const paths = Object.keys(description.paths).map((path) => path.replace(/\{\w+\}/g, "1"));
  expect(paths.length).toBeGreaterThan(60);

  for (const path of [...paths, "/api/v1/openapi.json"]) {
    const { status, allow } = await ask("OPTIONS", path);
    expect([path, status]).toEqual([path, 204]);
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"].filter((each) => !allow.includes(each))) {
      const answer = await ask(method, path);
      expect(answer, `${method} ${path}`).toMatchObject({ status: 405, type: "application/problem+json", allow });
      expect(JSON.parse(answer.text)).toMatchObject({ status: 405, code: "method-not-allowed" });
    }
  }
  const head = await ask("HEAD", "/api/v1/openapi.json");
  expect([head.status, head.text]).toEqual([200, ""]);
  expect(await ask("HEAD", "/api/v1/users/1/deactivate")).toMatchObject({ status: 405, text: "", allow: ["OPTIONS", "POST"] });
});

test("an address that the API does not have is not found, in the form of the API", async () => {
  const headers = { Authorization: `Bearer ${await apiToken(await build.person(await build.organization(), ["customers.view"]))}` };
  for (const path of ["/api/v1", "/api/v1/nowhere", "/api/v1/customers/1/nowhere", "/api/v1/customers/%E0%A4%A", "/api/v1/customers/%00", "/api/v1/openapi.json/x"]) {
    const { status, type } = await ask("GET", path, headers);
    expect([path, status, type]).toEqual([path, 404, "application/problem+json"]);
  }
  expect((await ask("GET", "/customers/%E0%A4%A", { Cookie: "portico.session=nobody" })).status).toBe(404);
  expect(await ask("PROPFIND", "/api/v1/nowhere", headers)).toMatchObject({ status: 404, type: "application/problem+json" });
});
