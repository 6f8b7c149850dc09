import fc from "fast-check";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownerPool } from "@/lib/platform/db/client";
import { ownDatabase } from "@/lib/testing/own-database";
import { importBundle } from "./import";
import { BundleRefused } from "./problems";

const folder = mkdtempSync(join(tmpdir(), "portico-mutated-"));
beforeAll(() => ownDatabase("mutated"));
afterAll(() => rmSync(folder, { recursive: true }));

type Line = Record<string, unknown>;

/** Two or three of each kind, so that what a field is changed to is often something that is there. */
const lines: Line[] = [
  { kind: "territory", key: "north", name: "North", parent: null },
  { kind: "territory", key: "coast", name: "Coast", parent: "north" },
  { kind: "organization", key: "op", name: "Operator", parent: null },
  { kind: "organization", key: "p", name: "Partner", parent: "op", territory: "north", guardrail: ["customers.edit"] },
  { kind: "organization", key: "q", name: "Below", parent: "p", status: "active", billingMode: "prepaid" },
  { kind: "program", key: "gold", name: "Gold", enrollments: [{ organization: "p", from: "2026-02-01", until: "2027-02-01" }] },
  { kind: "program", key: "iron", name: "Iron", enrollments: [{ organization: "q" }] },
  { kind: "user", key: "a@p.example", name: "A", organization: "op", status: "active" },
  { kind: "user", key: "b@p.example", name: "B", organization: "p", status: "invited", readOnly: true, expiresAt: "2031-01-01" },
  { kind: "role", key: "desk", name: "Desk", organization: "op", permissions: ["customers.view"] },
  { kind: "role", key: "ready", name: "Ready", organization: "op", template: true, permissions: ["customers.edit"] },
  { kind: "group", key: "team", name: "Team", organization: "op", type: "team", members: ["a@p.example", { user: "b@p.example", until: "2031-01-01" }], groups: ["inner"] },
  { kind: "group", key: "inner", name: "Inner", organization: "op", type: "security", members: ["b@p.example"] },
  { kind: "group", key: "ruled", name: "Ruled", organization: "op", type: "rule", rule: { region: "North", organization: ["p"] } },
  { kind: "customer", key: "c", name: "C", organization: "p", territory: "coast", accountManager: "a@p.example" },
  { kind: "customer", key: "d", name: "D", organization: "q", status: "suspended" },
  { kind: "grant", key: "g", user: "b@p.example", role: "desk", scope: { kind: "customers", customers: ["c"] }, from: "2026-02-01" },
  { kind: "grant", key: "h", group: "team", role: "ready", scope: { kind: "territory", territory: "north" }, narrow: { program: "gold" }, level: "write", until: "2031-01-01" },
];

const day = fc.constantFrom("2025-01-01", "2026-02-01", "2026-06-01T12:00:00+02:00", "2031-01-01");
const place = fc.constantFrom("north", "coast", "op", "p", "q", "gold", "iron", "desk", "ready", "team", "inner", "ruled", "c", "d", "a@p.example", "B@P.example", "nowhere");
const value = fc.oneof(
  { weight: 6, arbitrary: place },
  { weight: 3, arbitrary: day },
  { weight: 3, arbitrary: fc.constantFrom("active", "invited", "deactivated", "suspended", "team", "rule", "security", "write", "read", "prepaid") },
  fc.constantFrom(null, true, 0, "", [], {}, ["p"], ["customers.list", "users.view"], ["a@p.example"]),
  fc.record({ kind: fc.constantFrom("everything", "subtree", "direct", "territory", "program", "customers", "own") }),
  fc.record({ kind: fc.constantFrom("subtree", "direct"), organization: place }),
  fc.record({ organization: place, until: day }).map((entry) => [entry]),
  fc.record({ region: place }),
);
const fieldsOf: Record<string, string[]> = {
  territory: ["key", "name", "parent"],
  organization: ["name", "parent", "territory", "guardrail", "billingMode", "status"],
  program: ["name", "description", "enrollments"],
  user: ["name", "organization", "status", "readOnly", "expiresAt", "region"],
  role: ["name", "organization", "template", "permissions", "clonedFrom"],
  group: ["name", "organization", "type", "members", "groups", "rule", "archivedAt"],
  customer: ["organization", "territory", "accountManager", "status", "archivedAt", "hue"],
  grant: ["user", "group", "role", "scope", "narrow", "except", "level", "from", "until"],
};
const changed = fc.nat(lines.length - 1).chain((at) => {
  const fields = fieldsOf[lines[at]!.kind as string]!;
  const set = fc.constantFrom(...fields).chain((field) => fc.tuple(fc.constant(field), /from|until|At$/.test(field) ? fc.oneof({ weight: 3, arbitrary: day }, value) : value));
  return fc.record({ without: fc.subarray(fields, { maxLength: 2 }), set: fc.array(set, { minLength: 1, maxLength: 2 }) }).map(({ without, set }): [number, Line] => {
    const left = Object.entries(lines[at]!).filter(([field]) => !without.includes(field));
    return [at, { ...Object.fromEntries(left), ...Object.fromEntries(set) }];
  });
});

/** Some of the lines, some of their fields left out or set to something else; often one with other times, of which it may give one end alone. */
const some = fc.array(changed, { minLength: 1, maxLength: 3 }).map((all) => [...new Map(all).values()]);
const times = fc.record({ from: day, until: day }, { requiredKeys: [] });
const { from: _, ...grant } = lines.find(({ key }) => key === "g")!;
const bundle = fc.oneof(
  { weight: 3, arbitrary: some },
  times.map((given): Line[] => [{ ...grant, ...given }]),
  times.map((given): Line[] => [{ kind: "program", key: "gold", name: "Gold", enrollments: [{ organization: "p", ...given }] }]),
);

async function load(given: readonly Line[]) {
  const path = join(folder, "bundle.ndjson");
  writeFileSync(path, given.map((line) => JSON.stringify(line)).join("\n"));
  return importBundle(path);
}

const runs = Number(process.env.PORTICO_BUNDLES ?? 60);

test("whatever a line says, it is taken or told with its reason; what was taken changes nothing the second time", async () => {
  await load(lines);
  let [taken, told] = [0, 0];
  const isTakenOrTold = async (given: Line[]) => {
    const result = await load(given).catch((error: unknown) => error);
    if (result instanceof BundleRefused) {
      told += 1;
      expect(result.problems.filter(({ line, reason }) => line < 1 || reason === "")).toEqual([]);
      return;
    }
    if (result instanceof Error) throw result;
    taken += 1;
    expect(await load(given)).toMatchObject({ created: 0, changed: 0 });
  };
  await fc.assert(fc.asyncProperty(bundle, isTakenOrTold), { numRuns: runs, endOnFailure: true });

  expect(taken).toBeGreaterThan(5);
  expect(told).toBeGreaterThan(5);
  const { rows } = await ownerPool().query("SELECT * FROM projection_faults");
  expect(rows).toEqual([]);
}, 60_000 + runs * 1000);
