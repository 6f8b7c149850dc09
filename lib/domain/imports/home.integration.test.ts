import { expect, test } from "vitest";
import * as build from "@/lib/testing/build";
import { ended, fileOf, run } from "@/lib/testing/import-file";
import { checkImport, uploadImport } from "./commands";
import { getImport, importRows } from "./queries";

test("new rows that name no partner go where the file says, judged like a cell; without saying so, to one's own organization", async () => {
  const above = await build.organization();
  const [below, stranger] = [await build.organization(above), await build.organization()];
  const viewer = await build.person(above, ["imports.run", "customers.create", "customers.edit", "organizations.list", "users.invite", "users.view"]);
  const { id } = await uploadImport(viewer, { kind: "customers", ...fileOf(`number,name,partner\nHN-${above.id},Named,${above.key}\nHE-${above.id},Empty,\n`) });
  const { mapping, home } = await getImport(viewer, id);
  expect(home).toEqual({ id: above.id, name: above.name });
  const check = async (organizationId: number | null) => {
    await checkImport(viewer, { importId: id, mapping, organizationId });
    await ended(viewer, id);
    return getImport(viewer, id);
  };

  await expect(check(stranger.id)).rejects.toMatchObject({ code: "invalid", fields: { organizationId: expect.any(String) as string } });
  expect(await getImport(viewer, id)).toMatchObject({ status: "uploaded", home: { id: above.id } });
  expect(await check(below.id)).toMatchObject({ totals: { created: 2, wrong: 0 }, home: { id: below.id, name: below.name } });
  await run(viewer, id);

  const kept = await build.owner().customer.findMany({ where: { key: { in: [`HN-${above.id}`, `HE-${above.id}`] } }, orderBy: { key: "asc" } });
  expect(kept.map(({ name, organizationId }) => [name, organizationId])).toEqual([["Empty", below.id], ["Named", above.id]]);
});

test("a partner that may be seen and not filled makes its rows wrong; people go where the file says too", async () => {
  const above = await build.organization();
  const [seen, filled] = [await build.organization(above), await build.organization(above)];
  const viewer = await build.person(above, ["imports.run", "organizations.list"]);
  await build.grant({ user: { id: viewer.facts.userId } }, await build.role(above, ["customers.create", "users.invite", "users.view"]), { kind: "direct", ref: filled.id });
  const bringTo = async (kind: "customers" | "users", text: string, organizationId: number) => {
    const now = await build.viewer({ id: viewer.facts.userId });
    const { id } = await uploadImport(now, { kind, ...fileOf(text) });
    await checkImport(now, { importId: id, mapping: (await getImport(now, id)).mapping, organizationId });
    await ended(now, id);
    return { id, now };
  };

  const { id, now } = await bringTo("customers", `number,name\nHS-${above.id},A\n`, seen.id);
  expect((await importRows(now, { importId: id, which: "wrong" })).length).toBe(1);
  const people = await bringTo("users", `e-mail,name\nhome-${above.id}@example.com,A\n`, filled.id);
  await run(people.now, people.id);

  expect(await build.owner().user.findUnique({ where: { email: `home-${above.id}@example.com` } })).toMatchObject({ organizationId: filled.id, status: "invited" });
});
