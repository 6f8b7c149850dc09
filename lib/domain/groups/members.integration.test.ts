import { expect, test } from "vitest";
import type { Viewer } from "@/lib/access/viewer";
import * as build from "@/lib/testing/build";
import { listMembers } from "./members";
import { getGroup } from "./queries";
import { memberList } from "./schema";

const members = async (viewer: Viewer, groupId: number) => (await listMembers(viewer, groupId, memberList.parse({}))).rows;

test("members that the viewer may not list are neither shown nor counted", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const group = await build.group(partner, [await build.user(partner, { name: "Seen" }), await build.user(below, { name: "Hidden" })]);
  const half = await build.person(partner, ["groups.view"]);
  await build.grant({ user: { id: half.facts.userId } }, await build.role(partner, ["users.list"]), { kind: "direct", ref: partner.id });
  const viewer = await build.viewer({ id: half.facts.userId });

  expect((await members(viewer, group.id)).map(({ name }) => name)).toEqual(["Seen"]);
  expect((await getGroup(viewer, group.id)).memberCount).toBe(1);
});

test("members say what keeps them out: a group of five may let in one", async () => {
  const partner = await build.organization();
  const closed = await build.organization(partner, { status: "deactivated" });
  const people = [
    await build.user(partner, { name: "A" }),
    await build.user(partner, { name: "B", status: "invited" }),
    await build.user(partner, { name: "C", status: "deactivated" }),
    await build.user(partner, { name: "D", expiresAt: new Date(Date.now() - 1000) }),
    await build.user(closed, { name: "E" }),
  ];
  const group = await build.group(partner, people);
  const viewer = await build.person(partner, ["groups.view", "users.list"]);

  expect((await members(viewer, group.id)).map(({ name, state }) => [name, state])).toEqual([["A", "active"], ["B", "invited"], ["C", "deactivated"], ["D", "expired"], ["E", "suspended"]]);
});
