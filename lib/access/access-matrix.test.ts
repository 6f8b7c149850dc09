import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { permissions, withImplied } from "./permissions";
import { roleTemplates } from "./templates";

const file = fileURLToPath(new URL("access-matrix.txt", import.meta.url));
const approve =
  "If the change is meant, approve it: npx vitest run --project unit lib/access/access-matrix.test.ts -u, and commit access-matrix.txt with it.";

/** Templates across, permissions down: x is in the template, + comes with something in it, . is not given. */
function accessMatrix(): string {
  const width = Math.max(...permissions.map(({ key }) => key.length)) + 2;
  const held = roleTemplates.map((template) => ({
    named: new Set<string>(template.permissions),
    all: new Set<string>(withImplied(template.permissions)),
  }));
  const head = roleTemplates
    .map(({ name }, index) => `${"  | ".repeat(index)}${name}`)
    .map((line) => " ".repeat(width + 2) + line);
  const lines = permissions.map(({ key, kind }) => {
    const marks = held.map(({ named, all }) => (named.has(key) ? "x" : all.has(key) ? "+" : "."));
    return `${key.padEnd(width)}${kind === "write" ? "W" : "R"} ${marks.join("   ")}`;
  });
  return ["x given, + implied, . not given; W write, R read", "", ...head, ...lines, ""].join("\n");
}

test("what each template allows is as approved in access-matrix.txt", async () => {
  expect(existsSync(file), `access-matrix.txt is missing. ${approve}`).toBe(true);
  await expect(accessMatrix(), approve).toMatchFileSnapshot(file);
});
