import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const portal = "app/(portal)";

test("every section of the portal says what is missing when a page of it is refused", () => {
  const sections = readdirSync(portal, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const without = sections.filter(({ name }) => {
    const file = join(portal, name, "layout.tsx");
    return !existsSync(file) || !readFileSync(file, "utf8").includes("Section");
  });
  expect(sections.length).toBeGreaterThan(5);
  expect(without.map(({ name }) => name)).toEqual([]);
});
