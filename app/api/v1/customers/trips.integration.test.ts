import { expect, test } from "vitest";
import { openSession, viewerOfSession } from "@/lib/auth/session";
import { createCustomer, editCustomer, reassignCustomer, suspendCustomer } from "@/lib/domain/customers/commands";
import { apiRequest, apiToken } from "@/lib/testing/api-token";
import * as build from "@/lib/testing/build";
import { tripsOf } from "@/lib/testing/sent-statements";
import { PATCH } from "./[customer]/route";
import { POST } from "./route";

const nobody = { ip: null, device: null };

/** Somebody who may do everything with the customers of a partner, known to this process, and what requests can name there. */
async function stage() {
  const partner = await build.organization();
  const [below, territory, manager] = [await build.organization(partner), await build.territory(), await build.user(partner)];
  const customer = await build.customer(partner);
  const viewer = await build.person(partner, ["customers.edit", "customers.create", "customers.reassign", "customers.suspend"]);
  const places = { organization: below.key, territory: territory.key, accountManager: manager.email };
  const [token, session] = [await apiToken(viewer), await openSession(viewer.facts.userId, nobody)];
  let keys = 0;
  const asked = async (path: string, method: "PATCH" | "POST", { body, isKeyed = false }: { body: object; isKeyed?: boolean }) => {
    const headers: Record<string, string> = isKeyed ? { "Idempotency-Key": `key-${keys++}` } : {};
    const request = apiRequest(`/customers${path}`, { method, body, token, headers });
    const answer = await (method === "POST" ? POST(request, { params: Promise.resolve({}) }) : PATCH(request, { params: Promise.resolve({ customer: path.slice(1) }) }));
    expect([path, answer.status]).toEqual([path, method === "POST" ? 201 : 200]);
  };
  const patched = (body: object, isKeyed?: boolean) => tripsOf(() => asked(`/${customer.id}`, "PATCH", { body, ...(isKeyed ? { isKeyed } : {}) }));
  const posted = (body: object, isKeyed?: boolean) => tripsOf(() => asked("", "POST", { body, ...(isKeyed ? { isKeyed } : {}) }));
  await patched({ city: "Bergen" });
  return { partner, below, territory, manager, customer, places, patched, posted, asked, session };
}

// On a line that is late by half a second each way a trip takes a second, and a request has nine of them (lib/shared/request-time.ts).

test("a change by a program: its token, the rights read again, the row, everything written, the answer; and its key twice", async () => {
  const { customer, partner, places, patched, asked } = await stage();

  expect(await patched({ phone: "+47 1" })).toBe(5);
  expect(await patched({ phone: "+47 2" }, true)).toBe(7);
  expect(await patched({ key: `K-${customer.id}` })).toBe(6);
  expect(await patched({ name: "Verft", ...places, status: "suspended" })).toBe(7);
  expect(await patched({ name: "Verft AS", organization: partner.key, status: "active" }, true)).toBe(9);
  expect(await tripsOf(() => asked(`/key:K-${customer.id}`, "PATCH", { body: { name: "Verft" } }))).toBe(6);
});

test("a creation by a program: its token, the rights read again, the place, the row, the log with the COMMIT, the answer; and its key twice", async () => {
  const { partner, places, posted } = await stage();

  expect(await posted({ name: "A", organization: partner.id })).toBe(6);
  expect(await posted({ name: "B", ...places, key: `B-${partner.id}` })).toBe(7);
  expect(await posted({ name: "C", ...places }, true)).toBe(9);
});

test("what is saved in a form: the session, the rights read again, the row, everything written", async () => {
  const { customer, partner, below, territory, manager, session } = await stage();
  const customerId = customer.id;
  const form = async (command: (viewer: NonNullable<Awaited<ReturnType<typeof viewerOfSession>>>) => Promise<unknown>) =>
    tripsOf(async () => command((await viewerOfSession(session, nobody))!));
  await form(() => Promise.resolve());

  expect(await form((viewer) => editCustomer(viewer, { customerId, version: 2, name: "Verft" }))).toBe(4);
  expect(await form((viewer) => suspendCustomer(viewer, { customerId }))).toBe(4);
  expect(await form((viewer) => reassignCustomer(viewer, { customerId, version: 4, organizationId: below.id, territoryId: territory.id, accountManagerId: manager.id }))).toBe(5);
  expect(await form((viewer) => createCustomer(viewer, { name: "New", organizationId: partner.id }))).toBe(5);
});
