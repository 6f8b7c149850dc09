import { afterEach, expect, test, vi } from "vitest";
import type { Permission } from "@/lib/access/permissions";
import { editRole } from "@/lib/domain/roles/commands";
import { customer, grant, group, operator, organization, owner, person, role, territory, user, type GrantSpec } from "@/lib/testing/build";
import { previewed } from "./preview";

afterEach(() => void vi.useRealTimers());

const gained: Permission[] = ["customers.view", "organizations.list"];

/** A role held over the given scope by one person of a partner, and an administrator who is about to let it open what it lists. */
async function scene(scope: (partner: { id: number }, holder: { id: number }) => Promise<GrantSpec> | GrantSpec = () => ({})) {
  const partner = await organization(undefined, { partnerType: "reseller" });
  const holder = await user(partner);
  const elsewhere = await organization();
  const customers = [await customer(partner), await customer(partner)];
  const held = await role(partner, ["customers.list"]);
  await grant({ user: holder }, held, await scope(partner, holder));
  const admin = await person(await operator(), ["roles.edit", "roles.view", "organizations.list", "customers.view"]);
  const input = { roleId: held.id, version: 1, permissions: gained };
  const send = (token: string | null, meanwhile: () => Promise<unknown> = () => Promise.resolve()) =>
    previewed({ viewer: admin, name: "editRole", input, token, command: async () => {
      await meanwhile();
      return editRole(admin, input);
    } });
  const look = async () => {
    const outcome = await send(null);
    if (!("preview" in outcome)) throw new Error("It was saved without a look.");
    return outcome.preview;
  };
  return { partner, elsewhere, holder, customers, held, send, look };
}

type Scene = Awaited<ReturnType<typeof scene>>;

const put = (id: number, data: { organizationId?: number; territoryId?: number; accountManagerId?: number; archivedAt?: Date | null }) => owner().customer.update({ where: { id }, data });
const [oslo, managed] = [territory(), user];

const moves: [string, (scene: Scene) => Promise<unknown>, Parameters<typeof scene>[0]?][] = [
  ["a customer is created", ({ partner }) => customer(partner)],
  ["a customer is reassigned away", ({ customers, elsewhere }) => put(customers[0]!.id, { organizationId: elsewhere.id })],
  ["a customer is reassigned here", async ({ elsewhere, partner }) => put((await customer(elsewhere)).id, { organizationId: partner.id })],
  ["a customer is archived", ({ customers }) => put(customers[0]!.id, { archivedAt: new Date() })],
  ["a customer is deleted", ({ customers }) => owner().customer.delete({ where: { id: customers[0]!.id } })],
  ["a customer's territory changes", async ({ customers }) => put(customers[0]!.id, { territoryId: (await oslo).id }), async () => ({ kind: "territory", ref: (await oslo).id })],
  ["a customer's account manager changes", ({ customers, holder }) => put(customers[0]!.id, { accountManagerId: holder.id }), () => ({ kind: "own" })],
  ["a grant's list grows", async ({ customers, held }) => owner().grantCustomer.create({ data: { customerId: customers[0]!.id, grantId: (await owner().grant.findFirstOrThrow({ where: { roleId: held.id } })).id } }), () => ({ kind: "customers" })],
  ["an organization is created below", ({ partner }) => organization(partner)],
];

for (const [what, move, scope] of moves) {
  test(`a save is refused when meanwhile ${what}`, async () => {
    const stage = await scene(scope);
    const { token } = await stage.look();

    await move(stage);

    await expect(stage.send(token)).rejects.toMatchObject({ code: "stale" });
    expect((await owner().role.findUniqueOrThrow({ where: { id: stage.held.id } })).permissions).toEqual(["customers.list"]);
  });
}

test("a save is refused when meanwhile a rule finds one person more", async () => {
  const { held, partner, look, send } = await scene();
  await grant({ group: await group(partner, [], { type: "rule", rule: { jobRole: ["clerk"] } }) }, held);
  const { token } = await look();

  await managed(partner, { jobRole: "clerk" });

  await expect(send(token)).rejects.toMatchObject({ code: "stale" });
});

test("a save is refused when meanwhile a grant ends by the clock", async () => {
  const until = new Date(Date.now() + 60_000);
  const { look, send } = await scene(() => ({ until }));
  const { token } = await look();

  vi.useFakeTimers({ toFake: ["Date"], now: until.getTime() + 1000 });

  await expect(send(token)).rejects.toMatchObject({ code: "stale" });
});

test("customers who are neither gained nor lost may move before and while it is saved", async () => {
  const { elsewhere, look, send, held } = await scene();
  const [other, next] = [await customer(elsewhere), await organization()];
  const { token } = await look();

  await put((await customer(elsewhere)).id, { organizationId: next.id });
  let turn = 0;
  const outcome = await send(token, () => put(other.id, { organizationId: turn++ % 2 === 0 ? next.id : elsewhere.id }));

  expect(outcome).toHaveProperty("saved");
  expect((await owner().role.findUniqueOrThrow({ where: { id: held.id } })).permissions).toEqual([...gained].sort());
});

test("a customer who is gained and moves while it is saved has the save refused", async () => {
  const { elsewhere, look, send, held, customers, partner } = await scene();
  const { token } = await look();

  let turn = 0;
  const save = send(token, () => put(customers[0]!.id, { organizationId: turn++ % 2 === 0 ? elsewhere.id : partner.id }));

  await expect(save).rejects.toMatchObject({ code: "stale" });
  expect((await owner().role.findUniqueOrThrow({ where: { id: held.id } })).permissions).toEqual(["customers.list"]);
});
