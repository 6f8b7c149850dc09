import { expect, test } from "vitest";
import { GET } from "./openapi.json/route";

type Document = {
  openapi: string;
  paths: Record<string, Record<string, { parameters?: { name: string; in: string }[]; responses: object; security: object[]; requestBody?: { content: { "application/json": { schema: { $ref: string } } } } }>>;
  components: { schemas: Record<string, { properties: Record<string, object>; required?: string[]; additionalProperties?: boolean }>; securitySchemes: object; headers: object };
};

test("the description is made from the schemas that check the input", async () => {
  const document = (await GET().json()) as Document;
  const list = document.paths["/api/v1/customers"]!.get!;
  const change = document.paths["/api/v1/customers/{customer}"]!.patch!;
  const toCreate = document.components.schemas.CustomerToCreate!;

  expect(document.openapi).toBe("3.1.0");
  expect(Object.keys(document.paths)).toContain("/api/v1/access/check");
  expect(list.parameters!.map(({ name }) => name)).toEqual(expect.arrayContaining(["limit", "after", "sort", "search", "status", "organization"]));
  expect(change.parameters!.map(({ name }) => name)).toEqual(expect.arrayContaining(["customer", "If-Match", "Idempotency-Key"]));
  expect(Object.keys(change.responses)).toEqual(["200", "400", "401", "403", "404", "409", "412", "413", "415", "422", "429", "503"]);
  expect(change.responses).toMatchObject({ 200: { headers: { RateLimit: { $ref: "#/components/headers/RateLimit" } } } });
  expect(Object.keys(document.components.headers)).toEqual(["RateLimit", "RateLimit-Policy"]);
  expect(change.security).toEqual([{ token: [] }]);
  expect(toCreate.required).toEqual(["name", "organization"]);
  expect(toCreate.additionalProperties).toBe(false);
  expect(Object.keys(toCreate.properties)).toContain("accountManager");
});

type Part = { properties?: Record<string, Part>; items?: Part; anyOf?: Part[] };

/** Objects below a schema that have an id and a name and lack a key, by where they stand. */
function keyless(part: Part, at: string): string[] {
  const { properties = {}, items, anyOf = [] } = part;
  const own = "id" in properties && "name" in properties && !("key" in properties) ? [at] : [];
  const inner = Object.entries(properties).flatMap(([name, each]) => keyless(each, `${at}.${name}`));
  return [...own, ...inner, ...(items ? keyless(items, `${at}[]`) : []), ...anyOf.flatMap((each) => keyless(each, at))];
}

test("whatever an answer names by id and name has its key beside them", async () => {
  const { paths, components } = (await GET().json()) as Document;
  const answers = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { responses }]) =>
      Object.values(responses as Record<string, { content?: Record<string, { schema: Part }> }>).flatMap(({ content = {} }) => Object.values(content).flatMap(({ schema }) => keyless(schema, `${method} ${path}`))),
    ),
  );
  const named = Object.entries(components.schemas).flatMap(([name, schema]) => keyless(schema as Part, name));

  expect([...answers, ...named]).toEqual([]);
});
