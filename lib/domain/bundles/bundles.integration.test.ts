import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openSession, viewerOfSession } from "@/lib/auth/session";
import { fillWorld } from "@/lib/domain/world/fill";
import { ownerPool } from "@/lib/platform/db/client";
import { isPassword } from "@/lib/platform/password";
import { owner } from "@/lib/testing/build";
import { ownDatabase } from "@/lib/testing/own-database";
import { exportBundle } from "./export";
import { importBundle } from "./import";
import { BundleRefused } from "./problems";

const folder = mkdtempSync(join(tmpdir(), "portico-bundle-"));
const sources = ["organizations", "territories", "programs", "users", "roles", "groups", "customers", "grants"];

beforeAll(() => ownDatabase("bundles"));
beforeEach(async () => {
  await ownerPool().query(`TRUNCATE ${sources.join()}, customer_scope, scope_count, organization_closure, territory_closure CASCADE`);
});
afterAll(() => rmSync(folder, { recursive: true }));

type Line = Record<string, unknown>;
let files = 0;

function write(lines: (Line | string)[], name = `${(files += 1)}.ndjson`): string {
  const path = join(folder, name);
  writeFileSync(path, lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n"));
  return path;
}
const load = (...lines: (Line | string)[]) => importBundle(write(lines));
const query = async (text: string) => (await ownerPool().query<Line>(text)).rows;
const countOf = async (table: string) => Number((await query(`SELECT count(*) FROM ${table}`))[0]!.count);
const logged = (type: string) =>
  owner().activity.findMany({ where: { recordType: type }, orderBy: { id: "desc" }, take: 1, select: { action: true, actorName: true, via: true, before: true, after: true } }).then(([row]) => row!);

const operator = { kind: "organization", key: "op", name: "Operator", parent: null };
const partner = { kind: "organization", key: "p", name: "Partner", parent: "op", territory: "north" };
const role = { kind: "role", key: "desk", name: "Desk", organization: "op", permissions: ["customers.view"] };
const kari = { kind: "user", key: "Kari@p.example", name: "Kari", organization: "p", status: "active" };
const customer = { kind: "customer", key: "C-1", name: "One", organization: "p", territory: "north", accountManager: "kari@p.example" };

// Every line names what only a later line makes.
const whole: Line[] = [
  { kind: "grant", key: "g1", group: "outer", role: "desk", scope: { kind: "customers", customers: ["C-1", "C-2"] }, except: { customers: ["C-2"], organizations: [] } },
  { kind: "grant", key: "g2", user: "kari@p.example", role: "desk", scope: { kind: "territory", territory: "north" }, narrow: { program: "gold" }, level: "write", until: "2099-01-01" },
  customer,
  { kind: "customer", key: "C-2", name: "Two", organization: "below" },
  { kind: "group", key: "outer", name: "Outer", organization: "op", type: "security", groups: ["inner"] },
  { kind: "group", key: "inner", name: "Inner", organization: "p", members: ["kari@p.example", { user: "kari2@p.example", until: "2098-01-01T12:00:00+02:00" }] },
  { kind: "group", key: "ruled", name: "Ruled", organization: "op", type: "rule", rule: { region: "North", organization: ["p"] } },
  kari,
  { kind: "user", key: "kari2@p.example", name: "Kari Two", organization: "below", readOnly: true, password: "four quiet tall trees" },
  role,
  { kind: "program", key: "gold", name: "Gold", enrollments: [{ organization: "p", from: "2026-01-01" }] },
  { kind: "organization", key: "below", name: "Below", parent: "p", guardrail: ["customers.view"], billingMode: "prepaid" },
  partner,
  operator,
  { kind: "territory", key: "north", name: "North", parent: "country" },
  { kind: "territory", key: "country", name: "Country", parent: null },
];

test("lines in any order make one whole, and a second run changes nothing", async () => {
  expect(await load(...whole)).toMatchObject({ created: 16, changed: 0, unchanged: 0 });
  expect(await load(...whole.toReversed())).toMatchObject({ created: 0, changed: 0, unchanged: 16 });
  expect(await query("SELECT * FROM projection_faults")).toEqual([]);
  const { status, passwordHash } = await owner().user.findUniqueOrThrow({ where: { email: "kari2@p.example" }, select: { status: true, passwordHash: true } });
  expect(status).toBe("active");
  expect(await isPassword(passwordHash, "four quiet tall trees")).toBe(true);
});

test("what a world exports makes the same world anew", async () => {
  await fillWorld({ customers: 300, organizations: 20, users: 80, territories: 20, seed: 3 });
  await owner().user.update({ where: { email: "late@world.example" }, data: { expiresAt: new Date("2031-02-03T04:05:06.789Z") }, select: { id: true } });
  const [first, second] = [join(folder, "first"), join(folder, "second")];
  await exportBundle(first);
  await ownerPool().query(`TRUNCATE ${sources.join()}, customer_scope, scope_count, organization_closure, territory_closure CASCADE`);

  const result = await importBundle(first);
  await exportBundle(second);

  expect(result).toMatchObject({ created: result.lines, changed: 0 });
  expect(readdirSync(second).sort()).toEqual(readdirSync(first).sort());
  for (const name of readdirSync(first)) expect(readFileSync(join(second, name), "utf8")).toBe(readFileSync(join(first, name), "utf8"));
  expect(await query("SELECT * FROM projection_faults")).toEqual([]);
});

test("what only the portal itself makes comes back too: generated groups, a template's versions, who gave what when, and since when things are there", async () => {
  const since = "2024-02-03T04:05:06.789Z";
  await load(...whole, { ...role, key: "tpl", name: "Template", template: true }, { ...role, key: "clone", name: "Clone", clonedFrom: "tpl", clonedVersion: 1 });
  await query(`UPDATE groups SET is_generated = true WHERE key = 'outer'`);
  await query(`UPDATE roles SET permissions = '{customers.view,customers.edit}', ready_permissions = '{customers.view}' WHERE key = 'tpl'`);
  await query(`UPDATE role_versions SET note = 'More for everybody', published_by_name = 'Kari' WHERE number = 2`);
  await query(`UPDATE roles SET declined_version = 2 WHERE key = 'clone'`);
  await query(`UPDATE grants SET source = 'hand', granted_by_id = (SELECT id FROM users WHERE email = 'kari@p.example') WHERE key = 'g1'`);
  for (const table of sources) await query(`UPDATE ${table} SET created_at = '${since}'`);
  const [first, second] = [join(folder, "own-first"), join(folder, "own-second")];
  await exportBundle(first);
  expect(await importBundle(first)).toMatchObject({ created: 0, changed: 0 });
  await ownerPool().query(`TRUNCATE ${sources.join()}, customer_scope, scope_count, organization_closure, territory_closure CASCADE`);

  await importBundle(first);
  await exportBundle(second);

  for (const name of readdirSync(first)) expect(readFileSync(join(second, name), "utf8")).toBe(readFileSync(join(first, name), "utf8"));
  expect(await query("SELECT number, permissions, note, published_by_name AS by FROM role_versions ORDER BY number")).toEqual([
    { number: 1, permissions: ["customers.view"], note: null, by: "Portico" },
    { number: 2, permissions: ["customers.view", "customers.edit"], note: "More for everybody", by: "Kari" },
  ]);
  expect(await query("SELECT is_generated FROM groups WHERE key = 'outer'")).toEqual([{ is_generated: true }]);
  expect(await query("SELECT g.source, u.email, g.created_at FROM grants g JOIN users u ON u.id = g.granted_by_id WHERE g.key = 'g1'")).toEqual([{ source: "hand", email: "kari@p.example", created_at: new Date(since) }]);
  expect(await query("SELECT DISTINCT created_at FROM customers")).toEqual([{ created_at: new Date(since) }]);
  expect(await query("SELECT * FROM projection_faults")).toEqual([]);
});

test("a template whose permissions stand in another order than the catalogue's is exported and imported without a change", async () => {
  await load(operator, { ...role, template: true });
  for (const permissions of ["{users.view,customers.view,customers.edit}", "{organizations.view,customers.view}"]) {
    await query(`UPDATE roles SET permissions = '${permissions}', ready_permissions = '${permissions}'`);
  }
  const versions = await query("SELECT number, permissions FROM role_versions ORDER BY number");
  expect(versions).toHaveLength(3);
  const bundle = join(folder, "unordered");
  await exportBundle(bundle);

  expect(await importBundle(bundle)).toMatchObject({ created: 0, changed: 0, unchanged: 2 });
  expect(await query("SELECT number, permissions FROM role_versions ORDER BY number")).toEqual(versions);
});

test("a template's versions are told whole and in their order, the last one as the template stands", async () => {
  const version = { number: 1, name: "Desk", permissions: ["customers.view"], by: "Kari", at: "2026-01-01" };
  const reasons = async (fields: object) => (await load(operator, { ...role, template: true, ...fields }).catch((error: unknown) => error as BundleRefused) as BundleRefused).problems.map(({ field }) => field);

  expect(await reasons({ versions: [{ ...version, permissions: ["customers.list"] }] })).toEqual(["versions"]);
  expect(await reasons({ versions: [version, version] })).toEqual(["versions"]);
  expect(await reasons({ template: false, versions: [version] })).toEqual(["versions"]);
  expect(await load(operator, { ...role, template: true, versions: [version] })).toMatchObject({ created: 2 });
  expect(await query("SELECT number, published_by_name AS by FROM role_versions")).toEqual([{ number: 1, by: "Kari" }]);
});

test("a change writes what differs, keeps what is not mentioned, and logs before and after", async () => {
  await load(...whole, { ...customer, key: "C-3", comment: "Kept" });

  const result = await load({ kind: "customer", key: "C-3", name: "Three", organization: "below", status: "suspended" });

  expect(result).toMatchObject({ created: 0, changed: 1 });
  const [row] = await query("SELECT name, status, comment, version, organization_id FROM customers WHERE key = 'C-3'");
  expect(row).toMatchObject({ name: "Three", status: "suspended", comment: "Kept", version: 2 });
  expect(await logged("customer")).toMatchObject({
    action: "customers.reassign",
    actorName: "machine's owner",
    via: "portal import",
    before: { name: "One", status: "active" },
    after: { name: "Three", status: "suspended", version: 2, organizationId: row!.organization_id },
  });
  expect(await query("SELECT * FROM projection_faults")).toEqual([]);
});

test("members, nesting, lists and enrolments become what the line says", async () => {
  await load(...whole);

  await load(
    { kind: "group", key: "inner", name: "Inner", organization: "p", members: ["kari2@p.example"] },
    { kind: "group", key: "outer", name: "Outer", organization: "op", groups: [] },
    { kind: "program", key: "gold", name: "Gold", enrollments: [{ organization: "below", from: "2026-02-01" }] },
    { kind: "grant", key: "g1", group: "outer", role: "desk", scope: { kind: "customers", customers: ["C-2"] }, except: null },
  );

  expect(await query("SELECT u.email, m.valid_until FROM group_members m JOIN users u ON u.id = m.user_id")).toEqual([{ email: "kari2@p.example", valid_until: null }]);
  expect(await countOf("group_nestings")).toBe(0);
  expect(await query("SELECT o.key FROM enrollments e JOIN organizations o ON o.id = e.organization_id")).toEqual([{ key: "below" }]);
  expect(await query("SELECT c.key FROM grant_customers g JOIN customers c ON c.id = g.customer_id")).toEqual([{ key: "C-2" }]);
  expect(await countOf("grant_except_customers")).toBe(0);
  expect(await logged("grant")).toMatchObject({ action: "grants.change", before: { scope: expect.stringMatching(/^2 customers: /) }, after: { scope: expect.stringMatching(/^1 customer: /), except: null } });
  expect(await query("SELECT * FROM projection_faults")).toEqual([]);
});

test("a tree can be turned around, and names exchanged", async () => {
  const group = (key: string, name: string) => ({ kind: "group", key, name, organization: "op" });
  await load(operator, { ...partner, territory: null }, { kind: "organization", key: "q", name: "Q", parent: "p" }, group("a", "A"), group("b", "B"));

  await load({ kind: "organization", key: "q", name: "Q", parent: "op" }, { ...partner, territory: null, parent: "q" }, group("a", "B"), group("b", "A"));

  expect(await query("SELECT o.key, p.key AS parent FROM organizations o JOIN organizations p ON p.id = o.parent_id ORDER BY 1")).toEqual([
    { key: "p", parent: "q" },
    { key: "q", parent: "op" },
  ]);
  expect(await query("SELECT key, name FROM groups ORDER BY key")).toEqual([{ key: "a", name: "B" }, { key: "b", name: "A" }]);
});

test("whoever is deactivated is out at once", async () => {
  await load(...whole);
  const { id } = await owner().user.findUniqueOrThrow({ where: { email: "kari@p.example" }, select: { id: true } });
  const session = await openSession(id, { ip: null, device: null });
  await owner().apiToken.create({ data: { tokenHash: "x", name: "T", userId: id }, select: { id: true } });
  expect(await viewerOfSession(session, { ip: null, device: null })).not.toBeNull();

  await load({ ...kari, status: "deactivated" });

  expect(await viewerOfSession(session, { ip: null, device: null })).toBeNull();
  expect([await countOf("sessions"), await countOf("api_tokens WHERE revoked_at IS NULL")]).toEqual([0, 0]);
  expect(await logged("user")).toMatchObject({ action: "users.deactivate", before: { status: "active" } });
});

test("the last person with full access stays", async () => {
  const all = { ...role, permissions: ["users.invite", "users.edit", "users.deactivate", "grants.give", "grants.revoke"] };
  const given = { kind: "grant", key: "g", user: kari.key, role: "desk", scope: { kind: "everything" }, level: "write" };
  const other = { ...kari, key: "ola@p.example" };
  await load(operator, { ...partner, territory: null }, all, kari, given, other);

  await expect(load({ ...kari, status: "deactivated" })).rejects.toMatchObject({ code: "conflict" });
  expect(await query("SELECT status FROM users WHERE email = 'kari@p.example'")).toEqual([{ status: "active" }]);
  expect(await load({ ...kari, status: "deactivated" }, { ...given, key: "g2", user: other.key })).toMatchObject({ changed: 1, created: 1 });
});

test("a dry run says what would happen and writes nothing", async () => {
  expect(await importBundle(write(whole), { isDryRun: true })).toMatchObject({ created: 16, isDryRun: true });
  expect(await countOf("organizations")).toBe(0);
});

test("there is no such bundle", async () => {
  await expect(importBundle(join(folder, "absent"))).rejects.toMatchObject({ code: "invalid" });
});

const organization = (key: string, parent: string | null) => ({ kind: "organization", key, name: key, parent });
const group = (key: string, fields: Line = {}) => ({ kind: "group", key, name: key, organization: "op", ...fields });
const circle = expect.stringContaining("cannot stand below itself");

test.for([
  ["a wrong kind", ['{"kind": "colour", "key": "a"}'], [[1, "kind", expect.anything()]]],
  ["an unknown field", [{ ...operator, hue: 1 }], [[1, "hue", "There is no such field."]]],
  ["a missing reference", [operator, { ...customer, organization: "nowhere", territory: null, accountManager: null }], [[2, "organization", 'There is no organization "nowhere".']]],
  ["a missing reference in a list", [operator, group("g", { members: ["a@b.example"] })], [[2, "members.0", 'There is no user with the address "a@b.example".']]],
  ["a place of a rule that is missing", [operator, group("g", { type: "rule", rule: { territory: ["x"] } })], [[2, "rule.territory.0", 'There is no territory "x".']]],
  ["what a bad line makes is not missing", [operator, { ...partner, territory: null, tier: 5 }, { ...kari, organization: "p" }], [[2, "tier", expect.anything()]]],
  ["a circle of organizations", [operator, organization("a", "b"), organization("b", "a"), organization("c", "a")], [[2, "parent", circle], [3, "parent", circle], [4, "parent", circle]]],
  ["an organization below itself", [operator, organization("a", "a")], [[2, "parent", circle]]],
  ["a circle of territories", [{ kind: "territory", key: "a", name: "A", parent: "a" }], [[1, "parent", circle]]],
  ["a circle of groups", [operator, group("a", { groups: ["b"] }), group("b", { groups: ["a"] }), group("c", { groups: ["a"] })], [[2, "groups", expect.stringContaining("inside itself")], [3, "groups", expect.stringContaining("inside itself")]]],
  ["a second operator", [operator, organization("other", null)], [[2, "parent", expect.stringContaining("There is one operator")]]],
  ["a deactivated operator", [{ ...operator, status: "deactivated" }], [[1, "status", "The operator cannot be deactivated."]]],
  ["a duplicate key", [operator, { ...operator, name: "Again" }], [[2, "key", 'The organization "op" is given twice, first in line 1.']]],
  ["an address in two spellings", [operator, { ...kari, organization: "op" }, { ...kari, key: "kari@p.example", organization: "op" }], [[3, "key", expect.stringContaining("given twice")]]],
  ["a name that is taken", [operator, group("a", { name: "Same" }), group("b", { name: "Same" })], [[3, "name", expect.stringContaining("called")]]],
  ["a customer listed twice", [operator, role, { ...kari, organization: "op" }, { kind: "program", key: "x", name: "X", enrollments: [{ organization: "op" }, { organization: "op" }] }], [[4, "enrollments.1", '"op" is listed twice.']]],
  ["until before from", [operator, role, { ...kari, organization: "op" }, { kind: "grant", key: "g", user: kari.key, role: "desk", scope: { kind: "own" }, from: "2026-02-01", until: "2026-01-01" }], [[4, "until", "It must be later than from."]]],
  ["a 10 MB line", [operator, `{"kind":"customer","comment":"${"x".repeat(11_000_000)}"}`, "{}"], [[2, "", "A line may have at most 10 MB."], [3, "kind", expect.anything()]]],
] as [string, (Line | string)[], [number, string, unknown][]][])("%s is reported with its line and field, and nothing is loaded", async ([, lines, expected]) => {
  const refusal = await load(...lines).catch((error: unknown) => error);

  expect(refusal).toBeInstanceOf(BundleRefused);
  expect((refusal as BundleRefused).problems.map(({ line, field, reason }) => [line, field, reason])).toEqual(expected);
  expect([await countOf("organizations"), await countOf("territories")]).toEqual([0, 0]);
});

test("an enrolment that is over and does not say when it began is taken as over; a second run changes nothing", async () => {
  const gold = { kind: "program", key: "gold", name: "Gold", enrollments: [{ organization: "op", until: "2026-02-01" }] };
  await load(operator, gold);

  expect(await query("SELECT valid_from < valid_until AS agree, is_current FROM enrollments")).toEqual([{ agree: true, is_current: false }]);
  expect(await load(operator, gold)).toMatchObject({ created: 0, changed: 0 });
});

test("one end of a window that disagrees with the other as it is stored is reported, and nothing is changed", async () => {
  const enrolled = (times: Line) => ({ kind: "program", key: "gold", name: "Gold", enrollments: [{ organization: "op", ...times }] });
  const granted = (times: Line) => ({ kind: "grant", key: "g", user: kari.key, role: "desk", scope: { kind: "own" }, ...times });
  await load(operator, role, { ...kari, organization: "op" }, enrolled({ from: "2026-03-01", until: "2026-05-01" }), granted({ from: "2026-03-01", until: "2026-05-01" }));

  const [early, late] = ["It must be later than from, which is 2026-03-01T00:00:00Z.", "It must be earlier than until, which is 2026-05-01T00:00:00Z."];
  for (const [times, field, reason] of [[{ until: "2026-02-01" }, "until", early], [{ from: "2026-06-01" }, "from", late]] as const) {
    const problems = [{ line: 1, field: `enrollments.0.${field}`, reason }, { line: 2, field, reason }];
    await expect(load(enrolled(times), granted(times))).rejects.toMatchObject({ problems });
  }
  expect(await load(enrolled({ until: "2026-04-01" }), granted({ from: "2026-04-01", until: null }))).toMatchObject({ changed: 2 });
});

test("a line in another encoding is reported", async () => {
  const path = join(folder, "latin.ndjson");
  writeFileSync(path, Buffer.from('{"kind":"territory","key":"a","name":"Åland"}', "latin1"));

  await expect(importBundle(path)).rejects.toMatchObject({ problems: [{ file: "latin.ndjson", line: 1, reason: "This line is not valid UTF-8." }] });
});

test("more problems than a report holds are counted", async () => {
  const lines = Array.from({ length: 12_000 }, (_, at) => ({ kind: "territory", key: `t${at}`, name: "T", parent: "none" }));

  await expect(load(...lines)).rejects.toMatchObject({ total: 12_000, problems: { length: 10_000 } });
});
