import { expect, test } from "vitest";
import { ownerPool } from "@/lib/platform/db/client";
import * as build from "@/lib/testing/build";
import { bring, ended, fileOf, run } from "@/lib/testing/import-file";
import { checkImport, runImport, stopImport, uploadImport } from "./commands";
import { getImport, importRows } from "./queries";

const linesOf = (amount: number, line: (at: number) => string) => Array.from({ length: amount }, (_, at) => line(at)).join("\n");

test("a file is tried without a trace, imported whole, and a second time changes nothing", async () => {
  const partner = await build.organization();
  const state = await build.territory(undefined, { name: `Hordaland ${partner.id}` });
  const viewer = await build.person(partner, ["imports.run", "customers.create", "customers.edit", "customers.reassign", "territories.list"]);
  const text = `Number;Name;State;City\nA-${partner.id};"Müller, Söhne & Co.";${state.name};Bergen\nB-${partner.id};Verft AS;;Oslo\n`;

  const first = await bring(viewer, text);
  expect((await getImport(viewer, first)).totals).toEqual({ created: 2, changed: 0, unchanged: 0, wrong: 0 });
  expect(await build.owner().customer.count({ where: { organizationId: partner.id } })).toBe(0);

  expect((await run(viewer, first)).status).toBe("done");
  const kept = await build.owner().customer.findMany({ where: { organizationId: partner.id }, orderBy: { key: "asc" } });
  expect(kept.map(({ name, territoryId }) => [name, territoryId])).toEqual([["Müller, Söhne & Co.", state.id], ["Verft AS", null]]);

  expect((await getImport(viewer, await bring(viewer, text))).totals).toEqual({ created: 0, changed: 0, unchanged: 2, wrong: 0 });
});

test("every wrong row is told at once, by line and column, and nothing is kept", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "customers.create", "customers.edit"]);
  const elsewhere = await build.customer(await build.organization());
  const id = await bring(viewer, `number,name,e-mail,territory\nA-${partner.id},,x,\nB-${partner.id},Fine,fine@example.com,\nC-${partner.id},Lost,,Nowhere\n${elsewhere.key},Taken,,\nB-${partner.id},Fine,fine@example.com,\n`);

  const wrong = await importRows(viewer, { importId: id, which: "wrong" });
  expect(wrong.map(({ line }) => line)).toEqual([2, 4, 5]);
  expect(wrong[0]!.problem).toMatch(/Name: .*Email: /);
  expect(wrong[1]!.problem).toBe("Territory: No territory has the key or the name “Nowhere”.");
  expect(wrong[2]!.problem).toContain("already has the number");
  await expect(runImport(viewer, { importId: id })).rejects.toMatchObject({ code: "conflict" });
  expect(await build.owner().customer.count({ where: { organizationId: partner.id } })).toBe(0);
});

test("rows outside the viewer's scope are refused one by one", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const viewer = await build.person(partner, ["imports.run", "customers.create", "organizations.list"], { kind: "direct", ref: partner.id });
  const id = await bring(viewer, `number,name,partner\nA-${partner.id},Ours,${partner.key}\nB-${partner.id},Theirs,${below.key}\n`);

  const wrong = await importRows(viewer, { importId: id, which: "wrong" });
  expect(wrong.map(({ line }) => line)).toEqual([3]);
});

test("people are invited by address in any spelling, once, and only where one may invite", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "users.invite", "users.edit"]);
  const address = `ida.${partner.id}@example.com`;
  const id = await bring(viewer, `e-mail,name\n${address.toUpperCase()},Ida Berg\n${address},Ida Berg\nnot an address,Nobody\n`, "users");
  const wrong = await importRows(viewer, { importId: id, which: "wrong" });
  expect(wrong.map(({ line }) => line)).toEqual([4]);

  const good = await bring(viewer, `e-mail,name\n${address.toUpperCase()},Ida Berg\n`, "users");
  await run(viewer, good);
  expect(await build.owner().user.findMany({ where: { organizationId: partner.id, email: address }, select: { name: true, status: true } })).toEqual([{ name: "Ida Berg", status: "invited" }]);
});

test("somebody else's file is not found, and without the right nothing is", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "customers.create"]);
  const colleague = await build.person(partner, ["imports.run"]);
  const reader = await build.person(partner, ["customers.view"]);
  const { id } = await uploadImport(viewer, { kind: "customers", ...fileOf("number,name\n1,A\n") });

  await expect(getImport(colleague, id)).rejects.toMatchObject({ code: "not-found" });
  await expect(runImport(reader, { importId: id })).rejects.toMatchObject({ code: "refused", permission: "imports.run" });
});

test("many rows are made together; among them a wrong one is still told apart, and a second time all are as they are", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "customers.create", "customers.edit"]);
  const file = (wrong: string) => `number,name,city\n${linesOf(600, (at) => `M${partner.id}-${at},${at === 300 ? wrong : `Customer ${at}`},Bergen`)}\n`;

  const broken = await bring(viewer, file(""));
  expect((await getImport(viewer, broken)).totals).toEqual({ created: 599, changed: 0, unchanged: 0, wrong: 1 });
  expect((await importRows(viewer, { importId: broken, which: "wrong" })).map(({ line, problem }) => [line, problem])).toEqual([[302, "Name: Enter a name."]]);

  expect((await run(viewer, await bring(viewer, file("Right")))).totals).toEqual({ created: 600, changed: 0, unchanged: 0, wrong: 0 });
  const again = await bring(viewer, file("Other"));
  expect((await getImport(viewer, again)).totals).toEqual({ created: 0, changed: 1, unchanged: 599, wrong: 0 });
  const { organizationId, via, after } = await build.owner().activity.findFirstOrThrow({ where: { recordType: "customer", organizationId: partner.id }, orderBy: { id: "desc" } });
  expect({ organizationId, via: via?.split(" ")[0], version: (after as { version: number }).version }).toEqual({ organizationId: partner.id, via: "import", version: 1 });
  expect(await build.owner().activity.count({ where: { recordType: "customer", organizationId: partner.id } })).toBe(600);
});

test("the apostrophe that an export puts before a formula is taken off again", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "customers.create", "customers.edit"]);
  await run(viewer, await bring(viewer, `number,name,phone\nF-${partner.id},'=1+1,'+47 22 33\n`));

  const kept = await build.owner().customer.findFirstOrThrow({ where: { organizationId: partner.id }, select: { name: true, phone: true } });
  expect(kept).toEqual({ name: "=1+1", phone: "+47 22 33" });
});

test("a partner or a person that may not be known of answers like one that is not there", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const hidden = await build.user(below);
  const viewer = await build.person(partner, ["imports.run", "customers.create"], { kind: "direct", ref: partner.id });
  const row = (at: number, organization: string, manager: string) => `H${partner.id}-${at},A,${organization},${manager}`;
  const id = await bring(viewer, `number,name,partner,account manager\n${row(1, below.key, "")}\n${row(2, "nobody-net", "")}\n${row(3, "", hidden.email)}\n${row(4, "", "nobody@example.com")}\n`);

  const told = (await importRows(viewer, { importId: id, which: "wrong" })).map(({ problem }) => problem!.replace(/“.*”/, "…"));
  const nobody = { partner: "Partner: No partner that you may use has the key or the name ….", manager: "Account manager: Nobody whom you may see has the address or the name …." };
  expect(told).toEqual([nobody.partner, nobody.partner, nobody.manager, nobody.manager]);
});

test("work that was broken off left nothing and can begin again; work under way is left alone", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "customers.create"]);
  const id = await bring(viewer, `number,name\nW-${partner.id},A\n`);
  const { mapping } = await getImport(viewer, id);
  await build.owner().import.update({ where: { id }, data: { status: "running" }, select: { id: true } });

  expect((await getImport(viewer, id)).status).toBe("failed");
  await checkImport(viewer, { importId: id, mapping });
  await ended(viewer, id);
  expect((await getImport(viewer, id)).status).toBe("checked");

  const other = await ownerPool().connect();
  await other.query("SELECT pg_advisory_lock(7106, $1)", [id]);
  await expect(runImport(viewer, { importId: id })).rejects.toMatchObject({ code: "conflict" });
  other.release(true);
});

test("whoever loses the right before the import does not finish it", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "customers.create"]);
  const id = await bring(viewer, `number,name\nR-${partner.id},A\n`);
  await build.owner().grant.deleteMany({ where: { userId: viewer.facts.userId } });

  expect((await run(viewer, id)).status).not.toBe("done");
  expect(await build.owner().customer.count({ where: { organizationId: partner.id } })).toBe(0);
});

test("the same row twice is one customer; two rows that say different things of one are refused by their lines", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "customers.create", "customers.edit"]);
  const key = `D-${partner.id}`;
  const id = await bring(viewer, `number,name,city\n${key},Same,Bergen\n${key},Same,Bergen\n${key},Other,Oslo\n`);

  expect((await getImport(viewer, id)).totals).toEqual({ created: 1, changed: 0, unchanged: 1, wrong: 1 });
  expect((await importRows(viewer, { importId: id, which: "wrong" })).map(({ line, problem }) => [line, problem])).toEqual([[4, `Number: “${key}” stands in line 2 already, with other values.`]]);
});

test("many profiles change at once as the form would change them, with versions and log rows; a move is judged by itself", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const viewer = await build.person(partner, ["imports.run", "customers.create", "customers.edit", "customers.reassign", "organizations.list"]);
  const { facts } = await build.person(partner, ["imports.run", "customers.view", "organizations.list"]);
  await build.grant({ user: { id: facts.userId } }, await build.role(partner, ["customers.create"]), { kind: "direct", ref: below.id });
  const reader = await build.viewer({ id: facts.userId });
  const file = (phone: string, home: string) => `number,name,phone,partner\n${linesOf(30, (at) => `E${partner.id}-${at},Customer ${at},${phone},${at === 7 ? home : ""}`)}\n`;
  await run(viewer, await bring(viewer, file("", "")));

  const refused = await bring(reader, file("+47 1", ""));
  expect((await getImport(reader, refused)).totals).toEqual({ created: 0, changed: 0, unchanged: 0, wrong: 30 });
  const id = await bring(viewer, file("+47 1", below.key));
  expect((await getImport(viewer, id)).totals).toEqual({ created: 0, changed: 30, unchanged: 0, wrong: 0 });
  expect(await build.owner().customer.count({ where: { key: { startsWith: `E${partner.id}-` }, phone: "+47 1" } }), "a trial keeps nothing").toBe(0);

  await run(viewer, id);
  const kept = await build.owner().customer.findMany({ where: { key: { startsWith: `E${partner.id}-` } }, select: { id: true, phone: true, version: true, organizationId: true }, orderBy: { id: "asc" } });
  expect(new Set(kept.map(({ phone }) => phone))).toEqual(new Set(["+47 1"]));
  expect(kept.filter(({ organizationId }) => organizationId === below.id)).toHaveLength(1);
  const log = await build.owner().activity.findMany({ where: { recordType: "customer", recordId: kept[0]!.id }, orderBy: { id: "asc" }, select: { action: true, before: true, after: true, actorName: true } });
  expect(log.map(({ action, before, after }) => ({ action, before, version: (after as { version: number }).version }))).toEqual([
    { action: "customers.create", before: null, version: 1 },
    { action: "customers.edit", before: { phone: null }, version: 2 },
  ]);
});

test("work that is stopped keeps nothing and can begin again; what has ended cannot be stopped", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "customers.create"]);
  const id = await bring(viewer, `number,name\n${linesOf(5000, (at) => `S${partner.id}-${at},Customer ${at}`)}\n`);
  await expect(stopImport(viewer, { importId: id })).rejects.toMatchObject({ code: "conflict" });

  await runImport(viewer, { importId: id });
  expect((await stopImport(viewer, { importId: id })).message).toContain("Nothing of it");
  await ended(viewer, id);
  expect((await getImport(viewer, id)).status).toBe("uploaded");
  expect(await build.owner().customer.count({ where: { organizationId: partner.id } })).toBe(0);

  const { mapping } = await getImport(viewer, id);
  await checkImport(viewer, { importId: id, mapping });
  await ended(viewer, id);
  expect((await run(viewer, id)).totals).toEqual({ created: 5000, changed: 0, unchanged: 0, wrong: 0 });
});

test("a number that somebody takes while the file is written is told, and nothing is kept", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "customers.create"]);
  const id = await bring(viewer, `number,name\nT-${partner.id},A\n`);
  await build.customer(await build.organization(), { key: `T-${partner.id}` });

  expect(await run(viewer, id)).toMatchObject({ status: "checked", totals: { wrong: 1 } });
  expect(await build.owner().customer.count({ where: { organizationId: partner.id } })).toBe(0);
});

test("what is wrong with many rows is told once, with their number, most first", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "customers.create", "territories.list"]);
  const row = (at: number, territory: string, email = "") => `R${at}-${partner.id},Name,${territory},${email}\n`;
  const id = await bring(viewer, `number,name,territory,email\n${row(1, "Mordor")}${row(2, "Atlantis", "x")}${row(3, "Mordor", "x")}${row(4, "Mordor")}${row(5, "Atlantis")}${row(6, "Once only")}`);

  const told = (await getImport(viewer, id)).reasons.map(({ words, rows }) => [rows, words]);
  expect(told).toEqual([
    [3, "Territory: No territory has the key or the name “Mordor”."],
    [2, expect.stringMatching(/^Email: /)],
    [2, "Territory: No territory has the key or the name “Atlantis”."],
  ]);
});

test("whoever may change contacts brings them in by file, and nothing else", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "customers.edit-contact"]);
  const { key, name } = await build.customer(partner);

  const id = await bring(viewer, `number,name,phone\n${key},${name},12 34\n`);
  expect((await run(viewer, id)).totals).toMatchObject({ changed: 1, wrong: 0 });
  const kept = await build.owner().activity.findMany({ where: { actorId: viewer.facts.userId, recordType: "customer" }, select: { action: true, after: true } });
  expect(kept).toMatchObject([{ action: "customers.edit-contact", after: { phone: "12 34" } }]);

  const renamed = await bring(viewer, `number,name,phone\n${key},Another,56\nNEW-${partner.id},New,1\n`);
  const wrong = await importRows(viewer, { importId: renamed, which: "wrong" });
  expect(wrong.map(({ line }) => line)).toEqual([2, 3]);
  expect(await build.owner().customer.findUnique({ where: { key }, select: { name: true, phone: true } })).toEqual({ name, phone: "12 34" });
});
