import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownerPool } from "@/lib/platform/db/client";
import { ownDatabase } from "@/lib/testing/own-database";
import { commandLine } from "./command-line";

const folder = mkdtempSync(join(tmpdir(), "portico-commands-"));
let databaseUrl = "";

beforeAll(async () => {
  databaseUrl = await ownDatabase("commands");
});
afterAll(() => rmSync(folder, { recursive: true }));

type Ran = { code: number | null; out: string; err: string };

/** Runs a command within this process, on the test's database. */
async function portal(...args: string[]): Promise<Ran> {
  const ran: Ran = { code: null, out: "", err: "" };
  ran.code = await commandLine(args, { out: (text) => void (ran.out += `${text}\n`), err: (text) => void (ran.err += `${text}\n`) });
  return ran;
}

/** Runs a command in a process of its own, as `npm run portal` does; slow, and so only for what the process is about. */
function ownProcess(env: Record<string, string>, ...args: string[]): Promise<Ran> {
  const flags = ["--conditions=react-server", "--import", "tsx", "bin/portal.ts", ...args];
  const child = spawn(process.execPath, flags, { env: { ...process.env, PORTAL_DATA: folder, ...env } });
  const ran: Ran = { code: null, out: "", err: "" };
  child.stdout.on("data", (data: Buffer) => (ran.out += data.toString()));
  child.stderr.on("data", (data: Buffer) => (ran.err += data.toString()));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ ...ran, code }));
  });
}

const json = (ran: Ran) => JSON.parse(ran.out) as Record<string, unknown> & { error: { code: string; message: string }; fields?: object };
const bundle = (name: string, ...lines: object[]) => {
  const path = join(folder, name);
  writeFileSync(path, lines.map((line) => JSON.stringify(line)).join("\n"));
  return path;
};

const operator = { kind: "organization", key: "op", name: "Operator", parent: null };
const ada = { kind: "user", key: "ada@op.example", name: "Ada", organization: "op", status: "active", password: "correct horse battery" };
const ola = { kind: "user", key: "ola@op.example", name: "Ola", organization: "op", status: "active" };
const full = { kind: "role", key: "desk", name: "Desk", organization: "op", permissions: ["customers.view"] };
const grant = { kind: "grant", key: "g", user: "ada@op.example", role: "desk", scope: { kind: "everything" }, level: "read" };
const customer = { kind: "customer", key: "C-1", name: "Bryggen", organization: "op" };

test("wrong use ends with 2 and says how it is meant; help with 0", async () => {
  const [none, unknown, missing, option, day, help] = await Promise.all([
    portal(),
    portal("fly", "--json"),
    portal("user", "create", "a@b.example"),
    portal("doctor", "--fast"),
    portal("token", "create", "--user", "a@b.example", "--expires", "2027-02-30"),
    portal("import", "--help"),
  ]);

  expect([none.code, none.err]).toEqual([2, expect.stringContaining("first-link")]);
  expect([unknown.code, json(unknown).error.code]).toEqual([2, "wrong-use"]);
  expect([missing.code, missing.err]).toEqual([2, expect.stringMatching(/--name is needed[\s\S]*user create <email>/)]);
  expect([option.code, option.out]).toEqual([2, ""]);
  expect([day.code, day.err]).toEqual([2, expect.stringContaining("2027-01-31")]);
  expect([help.code, help.out]).toEqual([0, expect.stringContaining("--dry-run")]);
});

test("a bundle is tried, imported, imported again without change, exported, and read by the other commands", async () => {
  const file = bundle("all.ndjson", operator, ada, ola, full, grant, customer);

  const tried = await portal("import", file, "--dry-run", "--json");
  expect([tried.code, json(tried)]).toMatchObject([0, { created: 6, isDryRun: true }]);
  expect((await ownerPool().query("SELECT 1 FROM organizations")).rowCount).toBe(0);
  const done = await portal("import", file);
  expect([done.code, done.out]).toEqual([0, expect.stringContaining("6 created, 0 changed, 0 unchanged")]);
  expect(json(await portal("import", file, "--json"))).toMatchObject({ created: 0, changed: 0, unchanged: 6 });

  const [exported, yes, no, verified, doctor, rebuilt, link] = await Promise.all([
    portal("export", join(folder, "out"), "--json"),
    portal("explain", "ada@op.example", "customers.view", "customer:key:C-1"),
    portal("explain", "ola@op.example", "customers.view", "C-1", "--json"),
    portal("activity", "verify", "--json"),
    portal("doctor", "--json"),
    portal("projection", "rebuild", "--json"),
    portal("first-link", "--json"),
  ]);
  expect([exported.code, json(exported)]).toMatchObject([0, { total: 6 }]);
  expect([yes.code, yes.out]).toEqual([0, expect.stringMatching(/^Yes: Ada may use customers.view on Bryggen\.\n {2}\S/)]);
  expect([no.code, json(no)]).toMatchObject([0, { allowed: false, record: { name: "Bryggen" } }]);
  expect([verified.code, json(verified)]).toMatchObject([0, { broken: null }]);
  expect([doctor.code, (json(doctor).findings as { isFine: boolean }[]).filter(({ isFine }) => !isFine)]).toEqual([0, []]);
  expect(json(rebuilt)).toEqual({ rebuilt: true });
  expect(json(link)).toEqual({ link: null, note: expect.stringContaining("somebody already") as string });
  expect(await portal("first-link")).toMatchObject({ code: 0, out: "", err: expect.stringContaining("user create <email> --name N --administrator") as string });
  expect(await portal("first-link", "--quiet")).toMatchObject({ code: 0, out: "", err: "" });
  expect(json(await portal("import", join(folder, "out"), "--json"))).toMatchObject({ created: 0, changed: 0 });
});

test("a broken bundle ends with 1, every bad line named; a path that is not there with 2", async () => {
  mkdirSync(join(folder, "broken"));
  bundle("broken/people.ndjson", { ...ola, key: "new@op.example", organization: "nowhere" }, { ...customer, colour: "red" });
  const [lines, told, nowhere] = await Promise.all([portal("import", join(folder, "broken")), portal("import", join(folder, "broken"), "--json"), portal("import", join(folder, "no-such"))]);
  const onFile = await portal("export", join(folder, "broken", "people.ndjson"));
  const onKernel = await portal("export", "/proc/portico/bundle");

  expect([lines.code, lines.err]).toEqual([1, expect.stringMatching(/people\.ndjson:1 organization[\s\S]*people\.ndjson:2 colour/)]);
  expect([told.code, json(told)]).toMatchObject([1, { total: 2, error: { code: "refused" } }]);
  expect(nowhere.code).toBe(2);
  expect([onFile.code, onFile.err]).toEqual([1, expect.stringMatching(/^\S+people\.ndjson cannot be made a folder to write to: EEXIST.*\.\n$/)]);
  expect([onKernel.code, onKernel.err]).toEqual([1, expect.stringMatching(/^\/proc\/portico\/bundle cannot be made a folder to write to: .*\.\n$/)]);
  expect((await ownerPool().query("SELECT 1 FROM users WHERE email = 'new@op.example'")).rowCount).toBe(0);
});

test("a token for somebody who cannot act yet is made, and beside it stands what has to happen first", async () => {
  const tokenOf = (...more: string[]) => portal("token", "create", "--user", "nora@op.example", ...more);
  await portal("user", "create", "nora@op.example", "--name", "Nora");

  expect(await tokenOf()).toMatchObject({ code: 0, out: expect.stringMatching(/^ptc_\S+\n$/) as string, err: "Nora has not joined yet: the token works once they have.\n" });
  await portal("user", "password", "nora@op.example", "--password", "correct horse battery");
  expect(await tokenOf()).toMatchObject({ code: 0, err: "" });
  await ownerPool().query("UPDATE users SET expires_at = now() WHERE email = 'nora@op.example'");
  expect(await tokenOf()).toMatchObject({ code: 0, err: expect.stringContaining("has ended") as string });
  await portal("user", "deactivate", "nora@op.example");
  expect(json(await tokenOf("--json"))).toEqual({ token: expect.stringMatching(/^ptc_/) as string, note: "Nora is deactivated: the token works once the account is brought back." });
});

test("people and tokens: done is 0, refused is 1 with a code", async () => {
  const made = await portal("user", "create", "kari@op.example", "--name", "Kari", "--json");
  expect([made.code, json(made)]).toEqual([0, { link: expect.stringMatching(/^http.*\/invitation\/.{40,}$/) as string }]);
  const [again, early, secret] = await Promise.all([
    portal("user", "create", "kari@op.example", "--name", "Kari", "--json"),
    portal("user", "activate", "kari@op.example", "--json"),
    portal("user", "password", "kari@op.example", "--password", "short"),
  ]);
  expect([again.code, json(again).error.code]).toEqual([1, "conflict"]);
  expect([early.code, json(early).error.code]).toEqual([1, "conflict"]);
  expect([secret.code, secret.err]).toEqual([1, expect.stringContaining("15 characters")]);
  expect((await portal("user", "password", "kari@op.example", "--password", "correct horse battery")).code).toBe(0);
  expect(await portal("user", "deactivate", "kari@op.example")).toMatchObject({ code: 0, out: "kari@op.example is deactivated.\n" });
  expect(json(await portal("user", "activate", "kari@op.example", "--json"))).toEqual({ email: "kari@op.example", status: "active" });
  expect(json(await portal("token", "create", "--user", "kari@op.example", "--permissions", "customers.view", "--json"))).toEqual({ token: expect.stringMatching(/^ptc_/) as string });
  expect(json(await portal("token", "create", "--user", "nobody@op.example", "--json"))).toEqual({ error: { code: "not-found", fields: {}, message: "There is no user with the address nobody@op.example." } });
  expect(await portal("user", "deactivate", "Nobody@op.example")).toMatchObject({ code: 1, err: "There is no user with the address nobody@op.example.\n" });
  expect(await portal("explain", "nobody@op.example", "users.view", "user:key:kari@op.example")).toMatchObject({ code: 1, err: "There is no user with the address nobody@op.example.\n" });
  expect(await portal("explain", "kari@op.example", "customers.view", "key:C-none")).toMatchObject({ code: 1, err: "There is no customer key:C-none.\n" });
});

test("no command at all is wrong use; help that was asked for is not", async () => {
  expect(await portal()).toEqual({ code: 2, out: "", err: expect.stringMatching(/^Which command\?\n\nnpm run portal -- <command>/) as string });
  expect(json(await portal("--json"))).toEqual({ error: { code: "wrong-use", message: "Which command?" } });
  for (const asked of ["--help", "-h", "help"]) expect(await portal(asked)).toEqual({ code: 0, out: expect.stringMatching(/^npm run portal -- <command>/) as string, err: "" });
});

test("a log that was tampered with is refused with the row named; a world is refused on a database with data", async () => {
  await ownerPool().query("ALTER TABLE activities DISABLE TRIGGER USER");
  const { rows } = await ownerPool().query<{ id: number }>("UPDATE activities SET actor_name = 'Somebody else' WHERE id = (SELECT min(id) FROM activities) RETURNING id");
  await ownerPool().query("ALTER TABLE activities ENABLE TRIGGER USER");
  const [verdict, world] = await Promise.all([portal("activity", "verify", "--json"), portal("world", "--customers", "100", "--organizations", "20", "--users", "60", "--territories", "10", "--json")]);

  expect([verdict.code, json(verdict)]).toMatchObject([1, { broken: { id: rows[0]!.id } }]);
  expect([world.code, json(world).error.code]).toEqual([1, "conflict"]);
  expect((await portal("world", "--customers", "many")).code).toBe(2);
  const [negative, unknown] = [await portal("world", "--customers", "-3"), await portal("world", "--wrong")];
  expect([negative.code, negative.err.split("\n")[0]]).toEqual([2, "Option '--customers' argument is ambiguous."]);
  expect([unknown.code, unknown.err.split("\n")[0]]).toEqual([2, "Unknown option '--wrong'."]);
});

test("as processes of their own: exit codes 0, 1 and 2, the answer alone on standard output, a database that cannot be reached told", async () => {
  const [done, wrong] = await Promise.all([ownProcess({ DATABASE_URL: databaseUrl }, "projection", "rebuild", "--json"), ownProcess({ DATABASE_URL: databaseUrl }, "user", "create")]);
  const [doctor, failed] = await Promise.all([
    ownProcess({ DATABASE_URL: databaseUrl.replace(/:\d+\//, ":1/") }, "doctor"),
    ownProcess({ DATABASE_URL: databaseUrl.replace(/:\d+\//, ":1/") }, "user", "deactivate", "a@b.example", "--json"),
  ]);

  expect([done.code, done.out]).toEqual([0, '{"rebuilt":true}\n']);
  expect([wrong.code, wrong.out, wrong.err]).toEqual([2, "", expect.stringContaining("The email address is missing.")]);
  expect([doctor.code, doctor.err]).toEqual([1, expect.stringMatching(/WRONG {2}PostgreSQL/)]);
  expect([failed.code, json(failed).error.code]).toEqual([1, "failed"]);
}, 120_000);
