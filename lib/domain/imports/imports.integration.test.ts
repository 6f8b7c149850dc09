import { expect, test, vi } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import * as build from "@/lib/testing/build";
import { checkImport, runImport, uploadImport } from "./commands";
import { getImport, importRows } from "./queries";

const bring = async (viewer: Viewer, text: string | Uint8Array<ArrayBuffer>, kind: "customers" | "users" = "customers") => {
  const { id } = await uploadImport(viewer, { kind, file: new File([text], "people.csv") });
  const { mapping } = await getImport(viewer, id);
  await checkImport(viewer, { importId: id, mapping });
  return id;
};

const run = async (viewer: Viewer, id: number) => {
  await runImport(viewer, { importId: id });
  await vi.waitFor(async () => expect((await getImport(viewer, id)).status).not.toBe("running"), { timeout: 10_000 });
  return getImport(viewer, id);
};

test("a file is tried without a trace, imported whole, and a second time changes nothing", async () => {
  const partner = await build.organization();
  const state = await build.territory(undefined, { name: `Hordaland ${partner.id}` });
  const viewer = await build.person(partner, ["imports.run", "customers.create", "customers.edit", "customers.reassign"]);
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
  expect(wrong[0]!.problem).toMatch(/Name: .*E-mail: /);
  expect(wrong[1]!.problem).toBe("Territory: “Nowhere” is not known here.");
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

test("Windows-1252 is read as such; a picture or an unclosed quote is refused by name", async () => {
  const viewer = await build.person(await build.organization(), ["imports.run"]);
  const { id } = await uploadImport(viewer, { kind: "customers", file: new File([new Uint8Array([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xe5])], "old.csv") });
  expect([(await getImport(viewer, id)).encoding, (await importRows(viewer, { importId: id, which: "first" }))[0]!.cells]).toEqual(["Windows-1252", ["å"]]);

  for (const content of ["\u0000\u0001PNG", "a,b\n\"x,y\n", "only one line\n"]) {
    await expect(uploadImport(viewer, { kind: "customers", file: new File([content], "bad.csv") })).rejects.toMatchObject({ fields: { file: expect.any(String) } });
  }
});

test("somebody else's file is not found, and without the right nothing is", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "customers.create"]);
  const colleague = await build.person(partner, ["imports.run"]);
  const reader = await build.person(partner, ["customers.view"]);
  const { id } = await uploadImport(viewer, { kind: "customers", file: new File(["number,name\n1,A\n"], "a.csv") });

  await expect(getImport(colleague, id)).rejects.toMatchObject({ code: "not-found" });
  await expect(runImport(reader, { importId: id })).rejects.toMatchObject({ code: "refused", permission: "imports.run" });
});
