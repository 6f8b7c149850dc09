import { expect, test, vi } from "vitest";
import { checkImport, runImport, uploadImport } from "@/lib/domain/imports/commands";
import { getImport } from "@/lib/domain/imports/queries";
import { editCustomer, reassignCustomer } from "@/lib/domain/customers/commands";
import { editCustomerInput, reassignCustomerInput } from "@/lib/domain/customers/schema";
import { assignCustomers } from "@/lib/domain/territories/commands";
import { apiRouter, sender } from "@/lib/testing/api-router";
import { apiToken } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";
import type { Viewer } from "@/lib/access/viewer";

const send = sender(apiRouter("app/api/v1"));

async function imported(viewer: Viewer, text: string): Promise<string> {
  const { id } = await uploadImport(viewer, { kind: "customers", fileName: "customers.csv", content: new Blob([text]).stream() });
  const ended = () => vi.waitFor(async () => expect((await getImport(viewer, id)).status).not.toMatch(/checking|running/), { timeout: 20_000 });
  await checkImport(viewer, { importId: id, mapping: (await getImport(viewer, id)).mapping });
  await ended();
  await runImport(viewer, { importId: id });
  await ended();
  return (await getImport(viewer, id)).status;
}

test("an archived customer is out of the lists and otherwise like any other: form, REST, file and bulk change it and leave it archived", async () => {
  const partner = await build.organization();
  const below = await build.organization(partner);
  const territory = await build.territory();
  const viewer = await build.person(partner, ["customers.edit", "customers.reassign", "customers.list", "territories.assign", "imports.run", "customers.create"], { kind: "subtree", ref: partner.id });
  const token = await apiToken(viewer);
  const archivedAt = new Date("2026-11-01T12:00:00Z");
  const { id, key } = await build.customer(partner, { archivedAt });
  const stored = () => build.owner().customer.findUniqueOrThrow({ where: { id } });

  await editCustomer(viewer, editCustomerInput.parse({ customerId: id, version: 1, name: "By form" }));
  expect(await stored()).toMatchObject({ name: "By form", archivedAt });
  const patched = await send("PATCH", `/customers/${id}`, { token, body: { city: "By REST" } });
  expect([patched.status, patched.body.status, patched.body.city]).toEqual([200, "archived", "By REST"]);
  expect(await imported(viewer, `Number,Name\n${key},By file\n`)).toBe("done");
  expect(await stored()).toMatchObject({ name: "By file", city: "By REST", archivedAt });
  await assignCustomers(viewer, { territoryId: territory.id, customers: [id] });
  await reassignCustomer(viewer, reassignCustomerInput.parse({ customerId: id, version: (await stored()).version, organizationId: below.id }));
  expect(await stored()).toMatchObject({ territoryId: territory.id, organizationId: below.id, archivedAt });

  const listed = async (query: string) => ((await send("GET", `/customers?organization=${partner.id}${query}`, { token })).body.rows as { id: number }[]).map((row) => row.id);
  expect([await listed(""), await listed("&status=archived")]).toEqual([[], [id]]);
});
