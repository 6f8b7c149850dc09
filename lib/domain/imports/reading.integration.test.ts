import { expect, test } from "vitest";
import * as build from "@/lib/testing/build";
import { bring, fileOf } from "@/lib/testing/import-file";
import { checkImport, uploadImport } from "./commands";
import { kindsFor } from "./kinds";
import { getImport, importRows } from "./queries";

test("Windows-1252 is read as such; a picture or an unclosed quote is refused by name", async () => {
  const viewer = await build.person(await build.organization(), ["imports.run", "customers.create"]);
  const { id } = await uploadImport(viewer, { kind: "customers", ...fileOf(new Uint8Array([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xe5])) });
  expect([(await getImport(viewer, id)).encoding, (await importRows(viewer, { importId: id, which: "first" }))[0]!.cells]).toEqual(["Windows-1252", ["å"]]);

  for (const content of ["\u0000\u0001PNG", "a,b\n\"x,y\n", "only one line\n"]) {
    await expect(uploadImport(viewer, { kind: "customers", ...fileOf(content) })).rejects.toMatchObject({ fields: { file: expect.any(String) } });
  }
});

test("cells beyond the headings, a line without end and signs that are no text are told by their line", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "customers.create"]);
  const id = await bring(viewer, `number,name\nL-${partner.id},Berg,Dal & Co\nM-${partner.id},Fine,\n`);
  expect((await importRows(viewer, { importId: id, which: "wrong" })).map(({ line, problem }) => [line, problem!.slice(0, 45)])).toEqual([[2, "The row has 3 cells, the headings are 2. Put "]]);

  const tooLong = uploadImport(viewer, { kind: "customers", ...fileOf(`number,name\n1,A\n2,${"x".repeat(10_000_000)}\n`) });
  await expect(tooLong).rejects.toMatchObject({ fields: { file: expect.stringMatching(/^Line 3 cannot be read: it is longer than 200,?000 signs/) as string } });
  expect(await build.owner().import.count({ where: { userId: viewer.facts.userId } }), "of a file that cannot be read nothing stays").toBe(1);

  const wide = (text: string) => Buffer.from(`\uFEFF${text}`, "utf16le");
  const { id: read } = await uploadImport(viewer, { kind: "customers", ...fileOf(wide("number\tname\nÅ1\tØye\n")) });
  expect([(await getImport(viewer, read)).encoding, (await importRows(viewer, { importId: read, which: "first" }))[0]!.cells]).toEqual(["UTF-16LE", ["Å1", "Øye"]]);
  await expect(uploadImport(viewer, { kind: "customers", ...fileOf(wide("number\tname\nA\u0000\tB\n")) })).rejects.toMatchObject({ fields: { file: expect.stringContaining("Line 2") as string } });
});

test("everything that is wrong with a row is told at once, also what it names", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "customers.create", "territories.list"]);
  const id = await bring(viewer, `number,name,e-mail,partner,territory\nW-${partner.id},,x,nobody-net,Nowhere\n`);

  const [row] = await importRows(viewer, { importId: id, which: "wrong" });
  for (const field of ["Name: ", "Email: ", "Partner: No partner", "“nobody-net”", "Territory: No territory", "“Nowhere”"]) expect(row!.problem).toContain(field);
});

test.for([["\n"], ["\r\n"], ["\r"]])("rows are told by the line in which they begin, with cells over several lines and empty ones before them: %j", async ([end]) => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "customers.create"]);
  const lines = ["number,name,comment", `S-${partner.id},Fine,"two`, 'lines"', "", `T-${partner.id},,"three`, "", 'lines"', `U-${partner.id},,`, ""];
  const id = await bring(viewer, lines.join(end));

  expect((await importRows(viewer, { importId: id, which: "wrong" })).map(({ line }) => line)).toEqual([5, 8]);
});

test("rows of nothing but separating signs, as sheets end in, are passed over", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["imports.run", "customers.create"]);
  const id = await bring(viewer, `number,name,city\nE-${partner.id},Fine,\n,,\n ,"",\n\n`);

  expect(await getImport(viewer, id)).toMatchObject({ rowCount: 1, totals: { created: 1, wrong: 0 } });
  await expect(uploadImport(viewer, { kind: "customers", ...fileOf("number,name\n,\n,\n") })).rejects.toMatchObject({ fields: { file: expect.stringContaining("at least one row") as string } });
});

test("a name that several have is told with the keys to choose from; a partner that may not be filled with its column", async () => {
  const partner = await build.organization();
  const [first, second] = [await build.territory(undefined, { name: `Twin ${partner.id}` }), await build.territory(undefined, { name: `Twin ${partner.id}` })];
  const seen = await build.organization(partner);
  const viewer = await build.person(partner, ["imports.run", "organizations.list", "territories.list"]);
  await build.grant({ user: { id: viewer.facts.userId } }, await build.role(partner, ["customers.create"]), { kind: "direct", ref: partner.id });
  const may = await build.viewer({ id: viewer.facts.userId });
  const id = await bring(may, `number,name,state,partner\nA-${partner.id},A,twin ${partner.id},\nB-${partner.id},B,,\n`);
  const [row] = await importRows(may, { importId: id, which: "wrong" });
  expect(row!.problem).toBe(`Territory: More than one is called “twin ${partner.id}”; give the key instead: ${[first.key, second.key].sort().join(", ")}.`);

  const { id: other } = await uploadImport(may, { kind: "customers", ...fileOf(`number,name\nC-${partner.id},C\n`) });
  await checkImport(may, { importId: other, mapping: (await getImport(may, other)).mapping, organizationId: seen.id });
  const [refused] = await importRows(may, { importId: other, which: "wrong" });
  expect(refused!.problem).toBe("Partner: You may not put customers there. It needs the permission customers.create.");
});

test("a file is only taken of what one may add or change somewhere", async () => {
  const partner = await build.organization();
  const inviting = await build.person(partner, ["imports.run", "users.invite", "customers.view"]);
  expect(kindsFor(inviting)).toEqual(["users"]);
  expect(kindsFor(await build.person(partner, ["imports.run"]))).toEqual([]);
  expect(kindsFor(await build.person(partner, ["imports.run", "customers.reassign", "users.deactivate"]))).toEqual(["customers", "users"]);

  const refused = { code: "refused", fields: { kind: expect.stringContaining("neither add nor change customers") as string } };
  await expect(uploadImport(inviting, { kind: "customers", ...fileOf("number,name\n1,A\n") })).rejects.toMatchObject(refused);
});

test("a quotation mark inside a cell and lines of another format are told by their line, not as a fault of ours", async () => {
  const viewer = await build.person(await build.organization(), ["imports.run", "customers.create"]);

  for (const [content, line] of [['number,name\n1,24" screens\n', 2], ['{"kind":"customer"}\n{"kind":"customer"}\n', 1]] as const) {
    const message = `Line ${line} cannot be read: a quotation mark stands inside a cell that does not begin with one. Save the sheet as CSV again.`;
    await expect(uploadImport(viewer, { kind: "customers", ...fileOf(content) })).rejects.toMatchObject({ code: "invalid", fields: { file: message } });
  }
});

test("a first line that names the separating sign is no line of headings", async () => {
  const viewer = await build.person(await build.organization(), ["imports.run", "customers.create"]);

  for (const first of ["sep=;\r\n", '\uFEFF"SEP=;"\n']) {
    const { id } = await uploadImport(viewer, { kind: "customers", ...fileOf(`${first}Number;Name, with commas\n1;"a, b, c"\n`) });
    expect((await getImport(viewer, id)).headers).toEqual(["Number", "Name, with commas"]);
    expect(await importRows(viewer, { importId: id, which: "first" })).toMatchObject([{ line: 3, cells: ["1", "a, b, c"] }]);
  }
});
