import { expect, test } from "vitest";
import * as build from "@/lib/testing/build";
import { reassignCustomer } from "../customers/commands";
import { editRole } from "../roles/commands";
import { editTask } from "../tasks/commands";
import { limitUser } from "../users/commands";

const territoryName = async ({ id }: { id: number }) => (await build.owner().territory.findUniqueOrThrow({ where: { id }, select: { name: true } })).name;

test("records that two people chose stand there by name, where the reader may know it", async () => {
  const partner = await build.organization();
  const [south, west] = [await build.organization(partner, { name: "South" }), await build.organization(partner, { name: "West" })];
  const [inner, coast] = [await build.territory(), await build.territory()];
  const { id: customerId } = await build.customer(partner);
  const rights = ["customers.reassign", "organizations.list", "territories.list"] as const;
  const [mara, olav] = [await build.person(partner, rights, { fields: { name: "Mara" } }), await build.person(partner, rights)];
  await reassignCustomer(mara, { customerId, version: 1, organizationId: south.id, territoryId: inner.id });

  const clash = reassignCustomer(olav, { customerId, version: 1, organizationId: west.id, territoryId: coast.id });
  await expect(clash).rejects.toMatchObject({
    clashes: [
      { field: "organizationId", yours: String(west.id), theirs: String(south.id), by: "Mara", said: { yours: "West", theirs: "South" } },
      { field: "territoryId", yours: String(coast.id), theirs: String(inner.id), said: { yours: await territoryName(coast), theirs: await territoryName(inner) } },
    ],
  });
});

test("of permissions it is told what each of the two did to what both began with", async () => {
  const partner = await build.organization();
  const role = await build.role(partner, ["customers.list", "tasks.assign"]);
  const all = ["roles.edit", "customers.suspend", "customers.edit", "tasks.assign"] as const;
  const [mara, olav] = [await build.person(partner, all), await build.person(partner, all)];
  await editRole(mara, { roleId: role.id, version: 1, permissions: ["customers.list", "customers.view"] });

  const clash = () => editRole(olav, { roleId: role.id, version: 1, permissions: ["customers.list", "tasks.assign", "customers.view", "customers.suspend"] });
  await expect(clash()).rejects.toMatchObject({
    clashes: [
      {
        yours: "customers.list,tasks.assign,customers.view,customers.suspend",
        said: {
          yours: "Added: Open a customer's profile and history\nAdded: Suspend and reconnect customers",
          theirs: [
            "Added: Open a customer's profile and history",
            "Taken out: See other people's tasks; one's own are always seen",
            "Taken out: Give people tasks, change and cancel them, and look after onboarding checklists",
          ].join("\n"),
        },
      },
    ],
  });
});

test("days are told as people read them, and whose task it is by name", async () => {
  const partner = await build.organization();
  const [kari, liv] = [await build.user(partner, { name: "Kari" }), await build.user(partner, { name: "Liv" })];
  const [mara, olav] = [await build.person(partner, ["tasks.assign", "users.set-expiry", "users.list"]), await build.person(partner, ["tasks.assign", "users.set-expiry", "users.list"])];
  const task = await build.owner().task.create({ data: { title: "Call", organizationId: partner.id, assigneeId: olav.facts.userId, createdById: olav.facts.userId } });
  await editTask(mara, { taskId: task.id, version: 1, assigneeId: kari.id, dueOn: "2031-05-03" });
  await expect(editTask(olav, { taskId: task.id, version: 1, assigneeId: liv.id, dueOn: "2031-05-04", title: "Call" })).rejects.toMatchObject({
    clashes: [
      { field: "assigneeId", said: { yours: "Liv", theirs: "Kari" } },
      { field: "dueOn", yours: "2031-05-04", theirs: "2031-05-03", said: { yours: "4 May 2031", theirs: "3 May 2031" } },
    ],
  });
  await limitUser(mara, { userId: kari.id, version: 1, lastDay: new Date("2031-05-03"), readOnly: false });
  await expect(limitUser(olav, { userId: kari.id, version: 1, lastDay: new Date("2031-05-04"), readOnly: false })).rejects.toMatchObject({ clashes: [{ field: "lastDay", theirs: "2031-05-03", said: { yours: "4 May 2031", theirs: "3 May 2031" } }] });
});
