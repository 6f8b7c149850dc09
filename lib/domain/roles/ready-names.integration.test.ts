import { AsyncLocalStorage } from "node:async_hooks";
import { expect, onTestFinished, test } from "vitest";
import german from "@/lib/shared/language/catalogues/de.json";
import { inLanguage } from "@/lib/shared/language/reader";
import * as build from "@/lib/testing/build";
import { listChecklists } from "../onboarding/checklists";
import { editChecklist } from "../onboarding/commands";
import { editRole } from "./commands";
import { getRole, listRoles, lookupRoles } from "./queries";
import { roleList } from "./schema";

const inGerman = <Value>(work: () => Promise<Value>): Promise<Value> => {
  Object.assign(globalThis, { porticoReader: new AsyncLocalStorage(), porticoCatalogues: { de: german } });
  onTestFinished(() => void Object.assign(globalThis, { porticoReader: undefined, porticoCatalogues: undefined }));
  return inLanguage("de", work);
};

test("a ready role is shown, found and saved in the reader's language, and kept in English", async () => {
  const partner = await build.organization();
  const role = await build.role(partner, ["customers.list"], { name: "Partner owner" });
  await build.owner().role.update({ where: { id: role.id }, data: { description: "Everything a partner does in its own part of the tree." } });
  const viewer = await build.person(partner, ["roles.edit"]);

  await inGerman(async () => {
    const opened = await getRole(viewer, role.id);
    expect(opened).toMatchObject({ name: "Partnerinhaber", description: "Alles, was ein Partner in seinem eigenen Teil des Baums tut." });
    expect((await listRoles(viewer, roleList.parse({ search: "partnerinh" }))).rows.map(({ id, name }) => [id, name])).toContainEqual([role.id, "Partnerinhaber"]);
    expect((await lookupRoles(viewer, "partnerinh")).map(({ id }) => id)).toContain(role.id);
    await editRole(viewer, { roleId: role.id, version: 1, name: opened.name, description: opened.description, permissions: ["customers.list"] });
  });
  const stored = () => build.owner().role.findUniqueOrThrow({ where: { id: role.id }, select: { name: true, description: true, version: true } });
  expect(await stored()).toEqual({ name: "Partner owner", description: "Everything a partner does in its own part of the tree.", version: 1 });

  await editRole(viewer, { roleId: role.id, version: 1, name: "Our owners", permissions: ["customers.list"] });
  expect(await inGerman(async () => (await getRole(viewer, role.id)).name)).toBe("Our owners");
});

test("a ready checklist saved as it was read in another language is kept as it was", async () => {
  const partner = await build.organization();
  const viewer = await build.person(partner, ["tasks.assign"]);
  const role = await build.role(partner, ["customers.list"], { name: "Manager" });
  const items = [{ title: "Sign in for the first time", help: null, owner: "newcomer" as const, dueDays: 3, fact: null }];
  const list = await build.owner().checklist.create({ data: { name: "First steps of a manager", organizationId: partner.id, roleId: role.id, items: { create: items.map((item, position) => ({ ...item, position })) } } });

  await inGerman(() =>
    editChecklist(viewer, { checklistId: list.id, version: 1, name: "Die ersten Schritte eines Managers", description: null, roleId: role.id, items: [{ ...items[0]!, title: "Zum ersten Mal anmelden" }] }),
  );
  expect((await listChecklists(viewer)).find(({ id }) => id === list.id)).toMatchObject({ name: "First steps of a manager", version: 1 });
});
