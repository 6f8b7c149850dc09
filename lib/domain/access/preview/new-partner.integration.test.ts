import { expect, test } from "vitest";
import { roleTemplates } from "@/lib/access/templates";
import { createOrganization } from "@/lib/domain/organizations/commands";
import { createOrganizationInput } from "@/lib/domain/organizations/schema";
import * as build from "@/lib/testing/build";
import { previewed, type Outcome } from "./preview";

const ownerRights = roleTemplates.find(({ key }) => key === "partner-owner")!.permissions;

/** A partner with an owner, a colleague who holds everything there as well, a stranger, and a role for the first user of a partner below. */
async function scene() {
  const parent = await build.organization();
  const owner = await build.person(parent, ownerRights);
  const colleague = await build.user(parent, { name: "Aron" });
  const role = await build.role(parent, ["organizations.list", "customers.view"]);
  await build.grant({ user: colleague }, role, { kind: "subtree", ref: parent.id });
  await build.person(await build.organization(), ownerRights);
  const input = createOrganizationInput.parse({ parentId: parent.id, name: "Fjord IT", userName: "Zora Berg", userEmail: `zora-${Math.random()}@example.com`, roleId: role.id });
  const send = (fields: object = {}, token: string | null = null) => {
    const sent = { ...input, ...fields };
    return previewed({ viewer: owner, name: "createOrganization", input: sent, command: () => createOrganization(owner, sent), token });
  };
  return { parent, owner, colleague, role, input, send };
}

function looked<Value>(outcome: Outcome<Value>) {
  if (!("preview" in outcome)) throw new Error("It was saved without a look.");
  return outcome.preview;
}

const partnersBelow = (parentId: number) => build.owner().organization.count({ where: { parentId } });
const peopleWith = (email: string) => build.owner().user.count({ where: { email } });

test("who will see a new partner is shown before it is there: its first user before all others, by name and partner", async () => {
  const { parent, owner, input, send } = await scene();

  const preview = looked(await send());

  expect(preview.lost).toEqual([]);
  expect(preview.rows.map(({ name, organization, isInvited }) => ({ name, organization, isInvited }))).toEqual([
    { name: "Zora Berg", organization: "Fjord IT", isInvited: true },
    { name: "Aron", organization: parent.name, isInvited: false },
    { name: owner.facts.name, organization: parent.name, isInvited: false },
  ]);
  expect(preview.rows[0]!.gained).toMatchObject([{ unit: "organization", records: 1 }]);
  // People at the operator, whom other tests make, see it as well: counted, and named to nobody below.
  expect(preview).toMatchObject({ later: 0, visible: 3 });
  const listing = preview.gained.find(({ permission }) => permission === "organizations.list")!;
  expect(listing.records).toBe(1);
  expect(listing.people).toBeGreaterThanOrEqual(3);
  expect([await partnersBelow(parent.id), await peopleWith(input.userEmail)]).toEqual([0, 0]);

  expect(await send({}, preview.token)).toMatchObject({ saved: { message: "Fjord IT is created." } });
  expect([await partnersBelow(parent.id), await peopleWith(input.userEmail)]).toEqual([1, 1]);
});

test("a look at one partner lets no other pass, and none that somebody else would see by now", async () => {
  const { parent, role, send } = await scene();
  const { token } = looked(await send());

  expect(await send({ name: "Other IT" }, token)).toHaveProperty("preview");
  await build.grant({ user: await build.user(parent) }, role, { kind: "subtree", ref: parent.id });
  await expect(send({}, token)).rejects.toMatchObject({ code: "stale" });
  expect(await partnersBelow(parent.id)).toBe(0);
});

test("what refuses the partner refuses the look at it", async () => {
  const { parent, send } = await scene();
  const strong = await build.role(parent, ["organizations.edit-guardrail"]);

  await expect(send({ roleId: strong.id })).rejects.toMatchObject({ code: "refused", permission: "organizations.edit-guardrail" });
  expect(await partnersBelow(parent.id)).toBe(0);
});
