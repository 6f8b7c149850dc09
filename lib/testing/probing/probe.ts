import { randomUUID } from "node:crypto";
import type { World } from "../world";
import type { Prober } from "./people";
import { markersIn } from "./world";

/** A place to ask at: where, as what, and which statuses are right. */
export type Probe = { name: string; path: string; init?: RequestInit; right: (status: number) => boolean; isWrite: boolean };

const one = <Item>(items: readonly Item[]): Item => items[Math.floor(Math.random() * items.length)]!;
const rsc = () => (Math.random() < 0.4 ? { RSC: "1" } : undefined);

/** Hidden is not found; whoever holds the permission nowhere may as well be told so. */
const hiddenFrom = ({ anywhere }: Prober, permission: string) => (status: number) => status === 404 || (status === 403 && !anywhere(permission));

function reading(prober: Prober, world: World): Probe {
  const customer = one(world.customers);
  const organization = one(world.organizations);
  const some = encodeURIComponent(customer.key.slice(0, 7));
  const page = (name: string, path: string, right: Probe["right"]): Probe => ({ name, path, right, init: { headers: { Cookie: prober.cookie, ...rsc() } }, isWrite: false });
  const rest = (name: string, path: string, right: Probe["right"]): Probe => ({ name, path: `/api/v1${path}`, right, init: { headers: { Authorization: `Bearer ${prober.token}` } }, isWrite: false });
  const seen = prober.may("customers.view", customer.id) ? (status: number) => status === 200 : hiddenFrom(prober, "customers.view");
  const seenPartner = prober.mayOnOrganization("organizations.view", organization.id) ? (status: number) => status === 200 : hiddenFrom(prober, "organizations.view");
  // Whoever holds it where nothing is reads an empty list.
  const listed = (status: number) => status === 200 || (status === 403 && !prober.anywhere("customers.list"));
  const deeper = prober.may("customers.view", customer.id) ? (status: number) => status === 200 || status === 403 : hiddenFrom(prober, "customers.view");
  return one([
    () => page("customer page", `/customers/${customer.id}`, seen),
    () => page("below a customer", `/customers/${customer.id}${one(["/edit", "/history", "/who", "/reassign"])}`, deeper),
    () => page("customer search page", `/customers?search=${some}`, listed),
    () => page("customer list page", `/customers?page=1&sort=${one(["name", "-created"])}`, listed),
    () => page("partner page", `/organizations/${organization.id}`, seenPartner),
    () => page("look-up", `/api/lookup/customers?q=${some}`, listed),
    () => page("export", `/customers/export?search=${some}&columns=name`, (status) => status === 200 || (status === 403 && !prober.anywhere("customers.export"))),
    () => rest("REST customer", `/customers/${customer.id}`, seen),
    () => rest("REST customer by key", `/customers/key:${customer.key}`, seen),
    () => rest("REST search", `/customers?search=${some}&limit=20`, listed),
    () => rest("REST list", `/customers?limit=200`, listed),
    () => rest("REST partner", `/organizations/${organization.id}`, seenPartner),
  ])();
}

function writing(prober: Prober, world: World): Probe {
  const customer = one(world.customers);
  const organization = one(world.organizations);
  const send = (name: string, [method, path, body]: [string, string, object], right: Probe["right"]): Probe => ({
    ...{ name, path: `/api/v1${path}`, right, isWrite: true },
    init: { method, body: JSON.stringify(body), headers: { Authorization: `Bearer ${prober.token}`, "Content-Type": "application/json", "Idempotency-Key": randomUUID() } },
  });
  const judged = (permission: string, may: (permission: string) => boolean, read: string) => {
    if (may(permission)) return (status: number) => status === 200 || status === 409;
    return may(read) ? (status: number) => status === 403 : (status: number) => status === 404 || (status === 403 && !prober.anywhere(permission));
  };
  const mayHere = (permission: string) => prober.may(permission, customer.id);
  const mayThere = (permission: string) => prober.mayOnOrganization(permission, organization.id);
  return one([
    () => send("REST edit", ["PATCH", `/customers/${customer.id}`, { phone: `${prober.userId}` }], judged("customers.edit", mayHere, "customers.view")),
    () => send("REST edit by key", ["PATCH", `/customers/key:${customer.key}`, { street: `${prober.userId}` }], judged("customers.edit", mayHere, "customers.view")),
    () => send("REST partner edit", ["PATCH", `/organizations/${organization.id}`, { tier: `${prober.userId}` }], judged("organizations.edit", mayThere, "organizations.view")),
  ])();
}

/** What was wrong about the answer to a probe; null when all is well. `marks` says what may stand in the answer although it is hidden. */
export async function ask(url: string, prober: Prober, world: World, share: number): Promise<{ probe: Probe; fault: string | null }> {
  const probe = Math.random() < share ? writing(prober, world) : reading(prober, world);
  // Next leads a request of its router to the address that its headers belong to.
  const isRouters = "RSC" in (probe.init?.headers ?? {});
  const answer = await fetch(url + probe.path, { ...probe.init, redirect: isRouters ? "follow" : "manual", signal: AbortSignal.timeout(30_000) });
  const text = await answer.text();
  // To its router Next tells what is refused or not found inside an answer with status 200: what counts is what it shows.
  const isRight = isRouters ? answer.status === 200 || probe.right(answer.status) : probe.right(answer.status);
  const told = `${probe.name} ${probe.path} by user ${prober.userId}: ${answer.status}`;
  if (!isRight) return { probe, fault: `${told}, which is wrong` };
  const leaked = markersIn(text).find((mark) => !prober.maySee(mark) && !probe.path.includes(mark));
  return { probe, fault: leaked ? `${told} shows ${leaked}` : null };
}
