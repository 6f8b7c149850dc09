import fc from "fast-check";
import { expect, test } from "vitest";
import { Problem } from "@/lib/shared/errors";
import * as build from "@/lib/testing/build";
import { bring, run } from "@/lib/testing/import-file";
import { getImport, importRows } from "./queries";
import { importReport } from "./report";

const runs = Number(process.env.PORTICO_FILES ?? 40);
const rights = ["imports.run", "customers.create", "customers.edit", "customers.reassign", "users.invite", "users.edit", "users.deactivate", "territories.list", "organizations.list", "users.list"] as const;

const odd = ["", " ", "=1+1", "'=x", "a,b", "a\nb", '"', "\0", "\ud800", "\t", ";", "\u202e", "x".repeat(300)];
const word = fc.oneof({ weight: 4, arbitrary: fc.constantFrom("1", "A", "Verft AS", "x@example.com", "active", "deactivated", ...odd) }, fc.string({ maxLength: 12 }), fc.string({ unit: "binary", maxLength: 6 }));
const headings = fc
  .shuffledSubarray(["partner", "territory", "account manager", "phone", "city", "region", "comment", "status", "odd", "na\0me", "\ufffe", "", "z".repeat(3000)], { maxLength: 5 })
  .chain((more) => fc.shuffledSubarray(["number", "name", "email", ...more], { minLength: more.length + 3 }));

/** A row with whatever cells, but for those by which it is known; numbers come again now and then. */
const row = (heads: readonly string[], cell: fc.Arbitrary<string>) =>
  fc.tuple(fc.array(cell, { minLength: heads.length, maxLength: heads.length + 1 }), fc.oneof(fc.nat(3), fc.nat(1e9))).map(([cells, number]) => {
    const known: Record<string, string> = { number: `N${number}`, name: `Name ${number}`, email: `n${number}@example.com` };
    return cells.map((cell, at) => known[heads[at] ?? ""] ?? cell);
  });

const file = headings.chain((heads) =>
  fc.record({
    kind: fc.constantFrom("customers" as const, "users" as const),
    lines: fc.constantFrom(word, fc.constant("")).chain((cell) => fc.array(row(heads, cell), { maxLength: 6 })).map((rows) => [heads, ...rows]),
    separator: fc.constantFrom(",", ";", "\t"),
    end: fc.constantFrom("\n", "\r\n"),
    start: fc.constantFrom("", "\ufeff"),
    isQuoted: fc.boolean(),
  }),
);
type RandomFile = typeof file extends fc.Arbitrary<infer File> ? File : never;
const quoted = (cell: string) => (/[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

test("whatever a file holds, it is refused with a reason, or each row is right or told; what was brought in changes nothing the second time", async () => {
  const viewer = await build.person(await build.organization(), rights);
  const came = { refused: 0, wrong: 0, done: 0 };
  const isTakenOrTold = async ({ kind, lines, separator, end, start, isQuoted }: RandomFile) => {
    const text = start + lines.map((cells) => cells.map((cell) => (isQuoted ? quoted(cell) : cell)).join(separator)).join(end);
    try {
      const id = await bring(viewer, text, kind);
      const { status, totals } = await getImport(viewer, id);
      expect(status).toBe("checked");
      for await (const _ of await importReport(viewer, id));
      if (totals.wrong) {
        for (const { problem } of await importRows(viewer, { importId: id, which: "wrong" })) expect(problem).not.toBe("");
        came.wrong++;
        return;
      }
      expect((await run(viewer, id)).status).toBe("done");
      expect((await getImport(viewer, await bring(viewer, text, kind))).totals).toMatchObject({ created: 0, changed: 0, wrong: 0 });
      came.done++;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      came.refused++;
    }
  };
  await fc.assert(fc.asyncProperty(file, isTakenOrTold), { numRuns: runs, endOnFailure: true });

  for (const amount of Object.values(came)) expect(amount).toBeGreaterThan(0);
}, 60_000 + runs * 1000);

test("headings longer than an index can hold are remembered too", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, rights);
  const heads = Array.from({ length: 400 }, (_, at) => `${at}${Math.random().toString(36)}`).join();

  const id = await bring(viewer, `number,name,${heads}\nW${partner.id},A\n`);
  expect((await getImport(viewer, id)).totals).toEqual({ created: 1, changed: 0, unchanged: 0, wrong: 0 });
});

test("a person who stands in a file twice with other values is told with the line of the first; with the same, in another spelling, is one", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, rights);
  const address = `kari.${partner.id}@example.com`;
  const id = await bring(viewer, `email,name,phone\n${address},Kari,1\n${address.toUpperCase()},Kari,1\n${address},Kari,2\n`, "users");

  expect((await getImport(viewer, id)).totals).toEqual({ created: 1, changed: 0, unchanged: 1, wrong: 1 });
  expect((await importRows(viewer, { importId: id, which: "wrong" })).map(({ line, problem }) => [line, problem])).toEqual([[4, `Email: “${address}” stands in line 2 already, with other values.`]]);
});
