// Versions below which a known hole is open. An audit service may be out of reach, so the lock file is asked.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

type Lock = { packages: Record<string, { version?: string; resolved?: string }> };

const lock = JSON.parse(readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8")) as Lock;

const floors: [name: string, floor: string][] = [
  ["next", "16.4.5"],
  ["@auth/core", "0.41.3"],
  ["zod", "4.6.6"],
  ["react", "19.2.6"],
  ["react-dom", "19.2.6"],
];

function versionsOf(name: string): string[] {
  return Object.entries(lock.packages)
    .filter(([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`))
    .map(([, entry]) => entry.version ?? "");
}

function isAtLeast(version: string, floor: string): boolean {
  const [mine, theirs] = [version, floor].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  for (let index = 0; index < 3; index += 1) {
    const difference = (mine?.[index] ?? 0) - (theirs?.[index] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}

test.for(floors)("%s is at least %s", ([name, floor]) => {
  const versions = versionsOf(name);

  expect(versions).not.toEqual([]);
  expect(versions.filter((version) => !isAtLeast(version, floor))).toEqual([]);
});

test("sharp, where it comes along, is at least 0.35.5", () => {
  expect(versionsOf("sharp").filter((version) => !isAtLeast(version, "0.35.5"))).toEqual([]);
});

test("next-auth is exactly the release that was checked", () => {
  expect(versionsOf("next-auth")).toEqual(["5.0.0-beta.32"]);
});

test("react and react-dom are the same version", () => {
  expect(versionsOf("react")).toEqual(versionsOf("react-dom"));
});

test("the lock file names no registry", () => {
  expect(Object.values(lock.packages).filter((entry) => entry.resolved?.startsWith("http"))).toEqual([]);
});
