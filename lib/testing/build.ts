import { AsyncLocalStorage } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import type { ScopeKind } from "@/lib/access/grant";
import type { Permission } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { readGuard, settled } from "@/lib/domain/access/guard";
import { viewerOf } from "@/lib/domain/access/viewers";
import { ownerPool } from "@/lib/platform/db/client";
import { createPrisma, type Prisma, type Transaction } from "@/lib/platform/db/connect";

let prisma: Prisma | undefined;
const connected = () => (prisma ??= createPrisma(ownerPool()));
const open = new AsyncLocalStorage<Transaction>();

/** The database with the owner's rights, for arranging and for looking at what a command left behind. */
export const owner = () => (open.getStore() ?? connected()) as Prisma;

/** Everything the builders make inside `work` stands together or not at all. */
export const together = <Value>(work: () => Promise<Value>): Promise<Value> =>
  connected().$transaction((tx) => open.run(tx, work), { timeout: 120_000, maxWait: 20_000 });

const unique = (word: string) => `${word}-${randomUUID().slice(0, 8)}`;

type Id = { id: number };
type With<Fields> = Partial<Fields>;

/** The one operator at the root of the tree; made at the first call. */
export async function operator(): Promise<Id> {
  const root = await owner().organization.findFirst({ where: { parentId: null }, select: { id: true } });
  if (root) return root;
  return owner().organization.create({ select: { id: true }, data: { key: "operator", name: "Nordnet" } });
}

type OrganizationFields = { key: string; name: string; territoryId: number; partnerType: string; region: string; tier: string; billingMode: "prepaid" | "postpaid"; balance: number; hasGuardrail: boolean; guardrail: string[]; status: "active" | "deactivated" };

/** A partner below the given organization, or below the operator. */
export async function organization(parent?: Id, fields: With<OrganizationFields> = {}): Promise<Id & { name: string; key: string }> {
  const parentId = (parent ?? (await operator())).id;
  const key = unique("partner");
  return owner().organization.create({ select: { id: true, name: true, key: true }, data: { key, name: `Partner ${key}`, parentId, ...fields } });
}

/** A territory, below another if given. */
export function territory(parent?: Id, fields: With<{ key: string; name: string }> = {}): Promise<Id & { name: string; key: string }> {
  const key = unique("territory");
  return owner().territory.create({ select: { id: true, name: true, key: true }, data: { key, name: `Territory ${key}`, parentId: parent?.id ?? null, ...fields } });
}

/** A program with organizations enrolled from a day ago. */
export function program(enrolled: Id[] = [], fields: With<{ key: string; name: string; description: string }> = {}): Promise<Id & { name: string; key: string }> {
  const key = unique("program");
  const enrollments = { create: enrolled.map(({ id }) => ({ organizationId: id, from: new Date(Date.now() - 86_400_000) })) };
  return owner().program.create({ select: { id: true, name: true, key: true }, data: { key, name: `Program ${key}`, enrollments, ...fields } });
}

type UserFields = { email: string; name: string; status: "invited" | "active" | "deactivated"; jobRole: string; region: string; phone: string; readOnly: boolean; expiresAt: Date; passwordHash: string; locale: string };

/** An active person at home in the organization. */
export function user(home: Id, fields: With<UserFields> = {}): Promise<Id & { email: string; name: string }> {
  const name = unique("Person");
  const email = `${name.toLowerCase()}@example.com`;
  return owner().user.create({ select: { id: true, email: true, name: true }, data: { email, name, organizationId: home.id, status: "active", ...fields } });
}

/** A role of the organization with these permissions. */
export function role(home: Id, permissions: readonly Permission[], fields: With<{ name: string; key: string; isTemplate: boolean }> = {}): Promise<Id & { name: string }> {
  const key = unique("role");
  return owner().role.create({ select: { id: true, name: true }, data: { key, name: `Role ${key}`, organizationId: home.id, permissions: [...permissions], ...fields } });
}

/** A group of the organization with these people in it. */
export function group(home: Id, members: Id[] = [], fields: With<{ key: string; name: string; description: string; type: "team" | "rule" | "security"; rule: object }> = {}): Promise<Id & { name: string }> {
  const key = unique("group");
  const data = { key, name: `Group ${key}`, organizationId: home.id, members: { create: members.map(({ id }) => ({ userId: id })) }, ...fields };
  return owner().group.create({ select: { id: true, name: true }, data });
}

export type GrantSpec = {
  key?: string;
  reason?: string;
  kind?: ScopeKind;
  ref?: number;
  level?: "read" | "write";
  customers?: Id[];
  exceptCustomers?: Id[];
  exceptOrganizations?: number[];
  narrowTerritoryId?: number;
  narrowProgramId?: number;
  from?: Date;
  until?: Date;
};

/** A grant to a user or a group. Without more it is everything, read and write. */
export function grant(to: { user: Id } | { group: Id }, role: Id, spec: GrantSpec = {}): Promise<Id> {
  const { kind = "everything", ref, level = "write", customers = [], exceptCustomers = [], ...rest } = spec;
  const listed = (list: Id[]) => ({ create: list.map(({ id }) => ({ customerId: id })) });
  const holder = "user" in to ? { userId: to.user.id } : { groupId: to.group.id };
  const data = { key: unique("grant"), ...holder, roleId: role.id, scopeKind: kind, scopeRef: ref ?? null, level, ...rest };
  return owner().grant.create({ select: { id: true }, data: { ...data, customers: listed(customers), exceptCustomers: listed(exceptCustomers) } });
}

type CustomerFields = { key: string; name: string; territoryId: number | null; accountManagerId: number | null; status: "active" | "suspended"; archivedAt: Date; email: string; phone: string; city: string };

/** A customer of the organization. */
export function customer(of: Id, fields: With<CustomerFields> = {}): Promise<Id & { key: string; name: string }> {
  const key = unique("C");
  return owner().customer.create({ select: { id: true, key: true, name: true }, data: { key, name: `Customer ${key}`, organizationId: of.id, ...fields } });
}

type ManyCustomers = CustomerFields & { organizationId: number; street: string; region: string; country: string; comment: string; createdAt: Date };

/** Many customers in one statement. Answers their ids in the given order. */
export async function customers(list: (Pick<ManyCustomers, "key" | "name" | "organizationId"> & With<ManyCustomers>)[]): Promise<Id[]> {
  const made = await owner().customer.createManyAndReturn({ data: list, select: { id: true, key: true } });
  const idOf = new Map(made.map(({ id, key }) => [key, id]));
  return list.map(({ key }) => ({ id: idOf.get(key)! }));
}

type TaskFields = { title: string; description: string; customerId: number; createdById: number; dueOn: Date; status: "open" | "done" | "cancelled" };

/** An open task at the organization for the person. */
export function task(home: Id, assignee: Id, fields: With<TaskFields> = {}): Promise<Id & { title: string }> {
  const data = { title: unique("Task"), organizationId: home.id, assigneeId: assignee.id, ...fields };
  return owner().task.create({ select: { id: true, title: true }, data });
}

/** The person as the viewer of a request made now. Fails when they may not act. */
export async function viewer(person: Id): Promise<Viewer> {
  const found = await viewerOf(person.id, await settled(await readGuard()), { ip: "192.0.2.1", device: "Test" });
  if (!found) throw new Error(`Person ${person.id} may not act.`);
  return found;
}

/** A viewer at home in the organization who holds these permissions there; everything in reach unless the spec says otherwise. */
export async function person(home: Id, permissions: readonly Permission[], spec: GrantSpec & { fields?: With<UserFields> } = {}): Promise<Viewer> {
  const { fields, ...scope } = spec;
  const someone = await user(home, fields);
  await grant({ user: someone }, await role(home, permissions), scope);
  return viewer(someone);
}
