import { afterEach, expect, test, vi } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import * as build from "@/lib/testing/build";
import { createProgram, editProgram, endEnrollments, enrollOrganizations } from "./commands";
import { getProgram, listEnrollments, listPrograms, lookupPrograms, programGrants } from "./queries";
import { createProgramInput, enrollInput, enrollmentList, programList } from "./schema";

afterEach(() => void vi.useRealTimers());

const day = 86_400_000;
const again = (viewer: Viewer) => build.viewer({ id: viewer.facts.userId });
const logOf = (recordType: string, recordId: number) =>
  build.owner().activity.findMany({ where: { recordType, recordId, outcome: "done" }, orderBy: { id: "asc" }, select: { action: true, actorId: true, before: true, after: true } });
const enrolled = async (viewer: Viewer, programId: number, params = {}) =>
  (await listEnrollments(viewer, programId, enrollmentList.parse(params))).rows.map(({ id, state }) => [id, state]);
const enroll = (viewer: Viewer, programId: number, organizations: number[], fields: object = {}) =>
  enrollOrganizations(viewer, enrollInput.parse({ programId, organizations, ...fields }));

test("a program is created and edited by two people without loss; a taken key changes nothing", async () => {
  const admin = await build.person(await build.operator(), ["programs.edit"]);
  const other = await build.person(await build.operator(), ["programs.edit"]);
  const taken = await build.program();

  const { id } = await createProgram(admin, createProgramInput.parse({ name: "Gold", description: "" }));
  await editProgram(admin, { programId: id, version: 1, name: "Gold 2027" });
  await editProgram(other, { programId: id, version: 1, description: "For the best." });

  expect(await getProgram(admin, id)).toMatchObject({ name: "Gold 2027", description: "For the best.", version: 3, can: { edit: true, enroll: false } });
  await expect(editProgram(other, { programId: id, version: 1, name: "Silver" })).rejects.toMatchObject({ code: "stale" });
  await expect(createProgram(admin, { name: "Again", key: taken.key })).rejects.toMatchObject({ code: "conflict", fields: { key: expect.any(String) } });
  expect(await logOf("program", id)).toMatchObject([
    { action: "programs.create", actorId: admin.facts.userId, after: { key: `PG-${id}` } },
    { action: "programs.edit", before: { name: "Gold" } },
    { action: "programs.edit", actorId: other.facts.userId, before: { description: null }, after: { version: 3 } },
  ]);
});

test("who holds one program edits that one; a partner's people none", async () => {
  const [mine, other] = [await build.program(), await build.program()];
  const keeper = await build.person(await build.operator(), ["programs.edit"], { kind: "program", ref: mine.id });
  const partner = await build.person(await build.organization(), ["programs.edit"]);

  await editProgram(keeper, { programId: mine.id, version: 1, name: "Mine" });
  await expect(editProgram(keeper, { programId: other.id, version: 1, name: "Mine" })).rejects.toMatchObject({ code: "refused", permission: "programs.edit" });
  await expect(createProgram(keeper, { name: "New" })).rejects.toMatchObject({ code: "refused" });
  await expect(editProgram(partner, { programId: mine.id, version: 2, name: "Ours" })).rejects.toMatchObject({ code: "refused" });
  expect((await build.owner().program.findUniqueOrThrow({ where: { id: other.id } })).version).toBe(1);
});

test("an enrolment counts from its beginning until its end, by the clock, and is logged with the partner", async () => {
  const partner = await build.organization();
  const shop = await build.organization(partner);
  const program = await build.program();
  const viewer = await build.person(partner, ["programs.enroll", "organizations.view"]);
  const start = Date.now();
  const reader = await build.person(await build.operator(), ["programs.list", "organizations.list"], { kind: "program", ref: program.id });
  const inProgram = async () => (await enrolled(await again(reader), program.id)).map(([id]) => id);

  await enroll(viewer, program.id, [shop.id], { from: new Date(start + day).toISOString(), until: new Date(start + 3 * day).toISOString(), tier: "gold" });
  expect(await inProgram()).toEqual([]);
  vi.useFakeTimers({ now: start + 2 * day, toFake: ["Date"] });
  expect(await inProgram()).toEqual([shop.id]);
  expect(await enrolled(await again(viewer), program.id)).toEqual([[shop.id, "current"]]);
  vi.setSystemTime(start + 4 * day);
  expect(await inProgram()).toEqual([]);
  expect(await enrolled(await again(viewer), program.id, { status: "ended" })).toEqual([[shop.id, "ended"]]);
  expect(await logOf("organization", shop.id)).toMatchObject([{ action: "programs.enroll", actorId: viewer.facts.userId, after: { programId: program.id, tier: "gold" } }]);
});

test("ending acts at once and keeps the history; one that has not begun is taken back", async () => {
  const partner = await build.organization();
  const [now, later] = [await build.organization(partner), await build.organization(partner)];
  const program = await build.program([now]);
  const viewer = await build.person(partner, ["programs.enroll", "organizations.view"]);
  await enroll(viewer, program.id, [later.id], { from: new Date(Date.now() + day).toISOString() });

  await endEnrollments(viewer, { programId: program.id, organizations: [now.id, later.id] });
  await endEnrollments(viewer, { programId: program.id, organizations: [now.id, later.id] });

  expect(await enrolled(viewer, program.id)).toEqual([[now.id, "ended"]]);
  expect((await getProgram(viewer, program.id)).enrolledCount).toBe(0);
  expect((await logOf("organization", now.id)).map(({ action }) => action)).toEqual(["programs.end-enrollment"]);
  expect((await logOf("organization", later.id)).map(({ action }) => action)).toEqual(["programs.enroll", "programs.end-enrollment"]);
  expect(await build.owner().$queryRaw<object[]>`SELECT * FROM projection_faults`).toEqual([]);
});

test("strangers find no partner, readers are told, wrong dates and own gains change nothing", async () => {
  const partner = await build.organization();
  const program = await build.program();
  const stranger = await build.person(await build.organization(), ["programs.enroll", "organizations.view"]);
  const reader = await build.person(partner, ["programs.enroll", "organizations.view"], { level: "read" });
  const viewer = await build.person(partner, ["programs.enroll", "organizations.view"]);
  const gaining = await build.person(partner, ["programs.enroll", "organizations.view"]);
  await build.grant({ user: { id: gaining.facts.userId } }, await build.role(partner, ["customers.edit"]), { kind: "program", ref: program.id });

  await expect(enroll(stranger, program.id, [partner.id])).rejects.toMatchObject({ code: "not-found" });
  await expect(enroll(reader, program.id, [partner.id])).rejects.toMatchObject({ code: "refused", permission: "programs.enroll" });
  await expect(enroll(viewer, program.id, [partner.id], { from: "2027-05-02", until: "2027-05-01" })).rejects.toMatchObject({ code: "invalid", fields: { until: expect.any(String) } });
  await expect(enroll(viewer, 2_000_000_000, [partner.id])).rejects.toMatchObject({ code: "not-found" });
  await expect(enroll(await again(gaining), program.id, [partner.id])).rejects.toMatchObject({ code: "refused" });
  expect(enrollInput.safeParse({ programId: 1, organizations: [], from: "2026-02-30" }).error!.issues.map(({ path }) => path[0])).toEqual(["organizations", "from"]);
  expect(await build.owner().enrollment.count({ where: { organizationId: partner.id } })).toBe(0);
  expect(await logOf("organization", partner.id)).toEqual([]);
});

test("an enrolment that will bring people into a group nobody could fill is refused, also before it begins", async () => {
  const partner = await build.organization();
  const shop = await build.organization(partner);
  const program = await build.program();
  const group = await build.group(partner, [], { type: "rule", rule: { program: [program.key] } });
  await build.grant({ group }, await build.role(partner, ["customers.edit"]));
  const weak = await build.person(partner, ["programs.enroll", "organizations.view"]);
  const strong = await build.person(partner, ["programs.enroll", "organizations.view", "customers.edit"]);
  const later = { from: new Date(Date.now() + day).toISOString() };

  await expect(enroll(weak, program.id, [shop.id])).rejects.toMatchObject({ code: "refused" });
  await expect(enroll(weak, program.id, [shop.id], later)).rejects.toMatchObject({ code: "refused" });
  await enroll(strong, program.id, [shop.id], later);
  expect(await build.owner().enrollment.findMany({ where: { programId: program.id } })).toMatchObject([{ organizationId: shop.id, isCurrent: false }]);
});

test("programs are shared words; partners and access in them are the reader's own", async () => {
  const partner = await build.organization();
  const program = await build.program([partner, await build.organization()], { name: `Øst ${partner.id}` });
  const reader = await build.person(partner, ["programs.list", "organizations.list", "grants.list"]);
  const plain = await build.person(partner, ["programs.list"]);
  const someone = await build.user(partner, { name: "Ida Berg" });
  await build.grant({ user: someone }, await build.role(partner, ["customers.list"]), { kind: "subtree", ref: partner.id, narrowProgramId: program.id });
  await build.grant({ user: await build.user(await build.organization()) }, await build.role(partner, ["customers.list"]), { kind: "program", ref: program.id });

  expect((await listPrograms(reader, programList.parse({ search: `ost ${partner.id}` }))).rows).toMatchObject([{ id: program.id, enrolledCount: 1 }]);
  expect(await lookupPrograms(plain, `ost ${partner.id}`)).toEqual([{ id: program.id, name: program.name, key: program.key }]);
  expect(await enrolled(reader, program.id)).toEqual([[partner.id, "current"]]);
  expect(await enrolled(plain, program.id)).toEqual([]);
  expect(await programGrants(reader, program.id)).toMatchObject([{ holderName: "Ida Berg", isNarrowing: true }]);
  expect(await programGrants(plain, program.id)).toEqual([]);
});
