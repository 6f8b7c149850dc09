import { expect, test } from "vitest";
import { db } from "@/lib/platform/db/client";
import { hashToken } from "@/lib/platform/token";
import * as build from "@/lib/testing/build";
import { createInvitation } from "./commands";

const invite = (userId: number) => db().$transaction((tx) => createInvitation(tx, userId));
const kept = (userId: number) => build.owner().invitation.findMany({ where: { userId }, orderBy: { id: "asc" } });

test("the token is kept only as a hash and is good for seven days", async () => {
  const person = await build.user(await build.organization(), { status: "invited" });
  const before = Date.now();

  const token = await invite(person.id);

  const [row] = await kept(person.id);
  expect(row).toMatchObject({ tokenHash: hashToken(token), usedAt: null });
  expect(JSON.stringify(row)).not.toContain(token);
  expect(Math.round((row!.expiresAt.getTime() - before) / 86_400_000)).toBe(7);
});

test("a new link ends the unused one before it and leaves used ones as history", async () => {
  const person = await build.user(await build.organization(), { status: "invited" });
  const used = await invite(person.id);
  await build.owner().invitation.updateMany({ where: { userId: person.id }, data: { usedAt: new Date() } });
  await invite(person.id);
  const last = await invite(person.id);

  expect((await kept(person.id)).map(({ tokenHash }) => tokenHash)).toEqual([hashToken(used), hashToken(last)]);
});
