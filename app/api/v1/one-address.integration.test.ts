import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import { importBundle } from "@/lib/domain/bundles/import";
import { checkImport, runImport, uploadImport } from "@/lib/domain/imports/commands";
import { getImport } from "@/lib/domain/imports/queries";
import { inviteUser } from "@/lib/domain/users/commands";
import { inviteUserInput } from "@/lib/domain/users/schema";
import { isOutage } from "@/lib/platform/db/outage";
import { Problem } from "@/lib/shared/errors";
import { apiRouter, sender } from "@/lib/testing/api-router";
import { apiToken } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";

// PORTICO_COPIES=100 sends so many at once.
const copies = Number(process.env.PORTICO_COPIES ?? 24);
const send = sender(apiRouter("app/api/v1"));

const fullWidth = (text: string) => text.replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0));

/** The spellings of one address: as it is, in capitals, in wide letters of another script's width, with blanks around. */
const spellings = (name: string) => [`${name}@same.example`, `${name.toUpperCase()}@SAME.example`, `${fullWidth(name)}@same.example`, `  ${name}@Same.Example `];

/** What a way in answered: it made somebody, found them there, or said that the address is taken. Everything else is a fault. */
type Way = (email: string) => Promise<"made" | "there" | "taken">;

/** A server that has no connection left says so; a careful sender tries again. */
async function patiently<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (attempt === 5 || !isOutage(error)) throw error;
    }
  }
}

const byForm = (viewer: Viewer, organizationId: number): Way => (email) =>
  inviteUser(viewer, inviteUserInput.parse({ organizationId, name: "Same", email, access: "none" })).then(
    () => "made" as const,
    (error: unknown) => {
      if (error instanceof Problem && error.code === "conflict") return "taken" as const;
      throw error;
    },
  );

const byRest = (token: string, organization: number): Way => async (email) => {
  const { status, body } = await send("POST", "/users", { token, body: { organization, name: "Same", email, access: "none" } });
  if (status === 503) return byRest(token, organization)(email);
  expect([201, 409], JSON.stringify(body)).toContain(status);
  return status === 201 ? "made" : "taken";
};

const byFile = (viewer: Viewer): Way => async (email) => {
  const { id } = await uploadImport(viewer, { kind: "users", fileName: "people.csv", content: new Blob([`email,name\n${email},Same\n`]).stream() });
  const ended = async () => {
    await expect.poll(async () => (await getImport(viewer, id)).status, { timeout: 60_000 }).not.toMatch(/checking|running/);
    return getImport(viewer, id);
  };
  await checkImport(viewer, { importId: id, mapping: { email: 0, name: 1 } });
  if ((await ended()).totals.wrong) return "taken";
  await runImport(viewer, { importId: id });
  const { status, totals } = await ended();
  expect(status).toMatch(/done|checked/);
  return totals.created ? "made" : totals.wrong ? "taken" : "there";
};

const byBundle = (folder: string, organization: string): Way => async (email) => {
  const file = join(folder, `${Math.random().toString(36).slice(2)}.ndjson`);
  writeFileSync(file, JSON.stringify({ kind: "user", key: email, name: "Same", organization }));
  const { created } = await importBundle(file);
  return created > 0 ? "made" : "there";
};

test("one address, sent at once in many spellings by form, REST, file and bundle, makes one person; all others are told", { timeout: 300_000 }, async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["users.invite", "users.view", "users.edit", "imports.run"]);
  const token = await apiToken(viewer);
  const name = `same${partner.id}`;
  const folder = mkdtempSync(join(tmpdir(), "portico-same-"));
  const [form, rest, file, bundle] = [byForm(viewer, partner.id), byRest(token, partner.id), byFile(viewer), byBundle(folder, partner.key)];
  const ways = Array.from({ length: copies }, (_, at) => (at === 3 || at === 7 ? file : at === 5 || at === 9 ? bundle : at % 2 === 0 ? form : rest));

  const outcomes = await Promise.all(ways.map((way, at) => patiently(() => way(spellings(name)[at % 4]!))));
  rmSync(folder, { recursive: true });

  expect(await build.owner().user.count({ where: { organizationId: partner.id, name: "Same" } })).toBe(1);
  expect(await build.owner().user.count({ where: { email: `${name}@same.example` } })).toBe(1);
  expect(outcomes.filter((outcome) => outcome === "made")).toHaveLength(1);
});
