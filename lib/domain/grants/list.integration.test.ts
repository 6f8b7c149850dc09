import { expect, test } from "vitest";
import type { Permission } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import * as build from "@/lib/testing/build";
import { findGrantByKey, listGrants } from "./queries";
import { coverageInput, grantList } from "./schema";
import { describeCoverage } from "./described";
import { editorStart } from "./choices";

const holders = async (viewer: Viewer, params: Record<string, string> = {}) =>
  (await listGrants(viewer, grantList.parse(params))).rows.map(({ holderName }) => holderName);

/** A partner with one below, an administrator of the partner, a role of theirs and somebody who is given it. */
async function world() {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const giving: Permission[] = ["grants.give", "organizations.list", "roles.list", "customers.edit"];
  const admin = await build.person(partner, giving);
  const role = await build.role(partner, ["customers.edit"]);
  return { partner, below, admin, role, ida: await build.user(partner, { name: "Ida Holm" }) };
}

test("the list shows exactly the grants of the reach, by holder, filter and page", async () => {
  const { partner, below, admin, role, ida } = await world();
  const group = await build.group(below, []);
  await build.grant({ user: ida }, role, { kind: "direct", ref: partner.id, level: "read" });
  await build.grant({ group }, role, { until: new Date(Date.now() - 1000) });
  const far = await build.organization();
  const stranger = await build.person(far, ["grants.list"]);
  const below2 = await build.person(below, ["grants.list"], { fields: { name: "Zora Below" } });

  expect((await holders(admin, { sort: "holder" })).sort()).toEqual([group.name, "Ida Holm", admin.facts.name, "Zora Below"].sort());
  expect(await holders(stranger)).toEqual([stranger.facts.name]);
  expect((await holders(below2)).sort()).toEqual([group.name, "Zora Below"].sort());
  expect(await holders(admin, { search: "ida ho" })).toEqual(["Ida Holm"]);
  expect(await holders(admin, { search: "lm da" })).toEqual(["Ida Holm"]);
  expect(await holders(admin, { search: group.name.slice(0, 2) })).toContain(group.name);
  expect(await holders(admin, { user: String(ida.id) })).toEqual(["Ida Holm"]);
  expect(await holders(admin, { group: String(group.id) })).toEqual([group.name]);
  expect((await holders(admin, { role: String(role.id) })).sort()).toEqual([group.name, "Ida Holm"].sort());
  expect(await holders(admin, { kind: "direct" })).toEqual(["Ida Holm"]);
  expect((await holders(admin, { organization: String(below.id) })).sort()).toEqual([group.name, "Zora Below"].sort());
  expect(await holders(admin, { status: "ended" })).toEqual([group.name]);
  const key = (await build.owner().grant.findFirstOrThrow({ where: { userId: ida.id } })).key;
  expect(await findGrantByKey(stranger, key)).toBeNull();
  expect(await findGrantByKey(admin, key)).toBeGreaterThan(0);
  for (const sort of ["holder", "-holder", "given", "-given"]) {
    const first = await listGrants(admin, { ...grantList.parse({ sort }), limit: 3 });
    const second = await listGrants(admin, { ...grantList.parse({ sort, after: first.next! }), limit: 3 });
    expect(first.total).toEqual({ count: 4, exact: true });
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(4);
    const back = await listGrants(admin, { ...grantList.parse({ sort, before: second.previous! }), limit: 3 });
    expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
  }
});

test("the preview counts what the holder reaches and the viewer sees, and says what comes later", async () => {
  const { partner, below, admin, role, ida } = await world();
  const territory = await build.territory();
  const inTerritory = { territoryId: territory.id };
  const [a, b] = [await build.customer(partner, inTerritory), await build.customer(partner)];
  const [c, d] = [await build.customer(below, inTerritory), await build.customer(below, { accountManagerId: ida.id })];
  await build.customer(below, { archivedAt: new Date() });
  await build.customer(await build.organization(), inTerritory);
  const ask = (fields: object, viewer = admin) => describeCoverage(viewer, coverageInput.parse({ userId: ida.id, roleId: role.id, ...fields }));
  const counts: [object, string][] = [
    [{ kind: "everything" }, "Everything: 4 customers now."],
    [{ kind: "subtree", organizationId: partner.id }, `${partner.name} and all below it: 4 customers now.`],
    [{ kind: "direct", organizationId: partner.id }, `${partner.name} with its own customers: 2 customers now.`],
    [{ kind: "everything", narrowTerritoryId: territory.id }, "Everything, only in the territory you may not see: 2 customers now."],
    [{ kind: "everything", exceptOrganizations: [below.id] }, `Everything, except ${below.name} and all below it: 2 customers now.`],
    [{ kind: "everything", exceptCustomers: [a.id, d.id] }, "Everything, except 2 customers: 2 customers now."],
    [{ kind: "customers", customers: [a.id, b.id, c.id], exceptOrganizations: [below.id] }, `3 chosen customers, except ${below.name} and all below it: 2 customers now.`],
    [{ kind: "own" }, "Customers under their own account management: 1 customer now."],
  ];

  for (const [fields, covers] of counts) expect((await ask(fields)).covers, JSON.stringify(fields)).toBe(covers);
  expect((await ask({ kind: "customers", customers: [a.id] })).later).toContain("not covered");
  expect((await ask({ kind: "everything" })).later).toContain("covered as well");
  expect(await ask({ kind: "customers" })).toMatchObject({ covers: null, later: null });
  expect((await ask({ kind: "own", userId: null, groupId: (await build.group(partner)).id })).covers).toBe("Customers under their own account management.");
  const half = await build.person(partner, ["grants.give"]);
  await build.grant({ user: { id: half.facts.userId } }, await build.role(partner, ["customers.list"]), { kind: "direct", ref: below.id });
  expect((await ask({ kind: "everything" }, await build.viewer({ id: half.facts.userId }))).covers).toBe("Everything: 2 customers now.");
  expect((await ask({ kind: "everything" }, await build.person(partner, ["grants.give"]))).covers).toBe("Everything.");
});

test("the preview tells what will bite: cap, guardrail, level, reach", async () => {
  const { partner, admin, role } = await world();
  const limited = await build.organization(partner, { hasGuardrail: true, guardrail: ["customers.view"] });
  const capped = await build.user(partner, { name: "Rut", readOnly: true });
  const below = await build.user(limited, { name: "Siv" });
  const notes = async (fields: object) => (await describeCoverage(admin, coverageInput.parse({ roleId: role.id, kind: "everything", level: "write", ...fields }))).notes;

  expect(await notes({ userId: capped.id })).toContain("Rut also carries the read-only cap: writes will not work.");
  expect(await notes({ userId: capped.id, level: "read" })).toContain("Given to read only: 2 permissions of the role that change something will not work.");
  expect(await notes({ userId: below.id, kind: "subtree", organizationId: partner.id })).toEqual([
    expect.stringContaining("Siv reaches only"),
    "A limit keeps Siv from “Edit every field of a customer's profile”, “Edit phone, email, address and comment of a customer, nothing else”.",
  ]);
});

test("an editor begins with what a link names, as far as the viewer may see it", async () => {
  const { partner, admin, role, ida } = await world();
  const far = await build.organization();
  const stranger = await build.user(far);
  const [here, there] = [await build.customer(partner), await build.customer(far)];
  const scope = { kind: "customers" as const, ref: null, customers: [here.id, there.id], narrowTerritoryId: null, narrowProgramId: null, exceptCustomers: [], exceptOrganizations: [far.id] };

  const start = await editorStart(admin, { userId: ida.id, groupId: null, roleId: role.id, scope });
  const hidden = await editorStart(admin, { userId: stranger.id, groupId: null, roleId: (await build.role(far, ["customers.list"])).id, scope });

  expect(start).toMatchObject({ holder: { label: "Ida Holm", kind: "user" }, role: { label: role.name } });
  expect(start.scope.customers).toEqual([{ value: String(here.id), label: here.name, hint: here.key }]);
  expect(start.scope.exceptOrganizations).toEqual([]);
  expect([hidden.holder, hidden.role]).toEqual([null, null]);
});
