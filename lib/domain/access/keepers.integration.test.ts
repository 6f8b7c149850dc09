import { expect, test } from "vitest";
import { roleTemplates } from "@/lib/access/templates";
import * as build from "@/lib/testing/build";
import { requireKeeper, withKeeper } from "./keepers";

const full = roleTemplates.find(({ key }) => key === "partner-owner")!.permissions;
const within = <Value>(work: Parameters<ReturnType<typeof build.owner>["$transaction"]>[0]) =>
  build.owner().$transaction(work as never) as Promise<Value>;

async function partnerWith(owners: number) {
  const partner = await build.organization();
  const role = await build.role(partner, full);
  const people = await Promise.all(Array.from({ length: owners }, () => build.user(partner)));
  const grants = await Promise.all(people.map((user) => build.grant({ user }, role)));
  return { partner, role, people, grants };
}

test("the last person with full access must stay, one of two may go", async () => {
  const { partner, people } = await partnerWith(2);
  const [one, two] = people.map(({ id }) => id) as [number, number];

  await within((tx) => requireKeeper(tx, partner.id, [one]));

  await expect(within((tx) => requireKeeper(tx, partner.id, [one, two]))).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining(partner.name),
  });
});

test("full access through a nested group counts; with an end, a cap or another home it does not", async () => {
  const { partner, people, role } = await partnerWith(1);
  const inner = await build.group(partner, [await build.user(partner)]);
  const outer = await build.group(partner);
  const last = people[0]!.id;
  const isFreeToGo = () =>
    within((tx) => requireKeeper(tx, partner.id, [last])).then(
      () => true,
      () => false,
    );

  await build.grant({ user: await build.user(partner, { readOnly: true }) }, role);
  await build.grant({ user: await build.user(partner, { expiresAt: new Date(Date.now() + 86_400_000) }) }, role);
  await build.grant({ user: await build.user(partner) }, role, { until: new Date(Date.now() + 86_400_000) });
  await build.grant({ user: await build.user(partner, { status: "deactivated" }) }, role);
  await build.grant({ user: await build.user(await build.organization()) }, role);
  expect(await isFreeToGo()).toBe(false);

  await build.grant({ group: outer }, role);
  await build.owner().groupNesting.create({ data: { groupId: outer.id, memberId: inner.id } });
  expect(await isFreeToGo()).toBe(true);
});

test("where nobody had full access, nobody is kept", async () => {
  const partner = await build.organization();
  const reader = await build.user(partner);
  await build.grant({ user: reader }, await build.role(partner, ["customers.view"]));

  await within((tx) => requireKeeper(tx, partner.id, [reader.id]));
});

test("a write that takes the last full access is undone, one that leaves somebody stands", async () => {
  const { partner, grants } = await partnerWith(2);
  const revoke = (grantId: number) =>
    within((tx) => withKeeper(tx, [partner.id], () => tx.grant.deleteMany({ where: { id: grantId } })));

  await revoke(grants[0]!.id);

  await expect(revoke(grants[1]!.id)).rejects.toMatchObject({ code: "conflict" });
  expect(await build.owner().grant.count({ where: { id: { in: grants.map(({ id }) => id) } } })).toBe(1);
});

test("two people who take each other's full access at the same moment do not both succeed", async () => {
  for (let round = 0; round < 5; round++) {
    const { partner, grants } = await partnerWith(2);
    const revoke = (grantId: number) =>
      within((tx) => withKeeper(tx, [partner.id], () => tx.grant.deleteMany({ where: { id: grantId } })));

    const outcomes = await Promise.allSettled(grants.map(({ id }) => revoke(id)));

    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  }
});
