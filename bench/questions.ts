import sql from "sql-template-tag";
import { scopesOf } from "@/lib/access/decide";
import { permissions, type Permission } from "@/lib/access/permissions";
import { scopeId } from "@/lib/access/scope-id";
import type { Viewer } from "@/lib/access/viewer";
import { readGuard, settled } from "@/lib/domain/access/guard";
import { viewerOf } from "@/lib/domain/access/viewers";
import { planList } from "@/lib/domain/customers/list/plan";
import { pageStatement } from "@/lib/domain/customers/list/statement";
import { ownerPool } from "@/lib/platform/db/client";
import { rows } from "@/lib/platform/db/connect";

/** A customer as each engine wants it: ids of its scopes for ours, plain attributes for the others. */
export type Customer = {
  id: number;
  scopes: number[];
  organizationId: number;
  organizations: number[];
  territories: number[];
  programs: number[];
  accountManagerId: number | null;
};

export type Question = { person: number; permission: Permission; customer: Customer };

/** What is asked about whom: all the people with rights, customers they may see and others, by the archetype's known address or none. */
export type Ground = { people: Viewer[]; customers: Customer[]; visible: Map<number, Customer[]>; byAddress: Map<string, Viewer> };

/** Permissions that are about customers; the only ones that peers are asked about. */
export const customerPermissions = permissions.map(({ key }) => key).filter((key) => key.startsWith("customers."));

/** The archetypes and so many ordinary people with grants of their own, with a page of customers each may see and many others. */
export async function readGround(ordinary = 1000, others = 2000, page = 10): Promise<Ground> {
  const seq = await settled(await readGuard());
  const accounts = (await ownerPool().query<{ id: number }>("SELECT id FROM users ORDER BY id LIMIT $1", [ordinary + 15])).rows;
  const found: Viewer[] = [];
  for (const { id } of accounts) {
    const viewer = await viewerOf(id, seq);
    if (viewer) found.push(viewer);
  }
  const pages = new Map<number, number[]>();
  for (const viewer of found) pages.set(viewer.facts.userId, await firstPage(viewer, page));
  const size = (await ownerPool().query<{ n: number }>("SELECT max(id) AS n FROM customers")).rows[0]!.n;
  const chosen = new Set([...[...pages.values()].flat(), ...Array.from({ length: others }, () => 1 + Math.floor(Math.random() * size))]);
  const customers = await readCustomers([...chosen]);
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  const visible = new Map([...pages].map(([person, ids]) => [person, ids.map((id) => byId.get(id)).filter((customer) => customer !== undefined)]));
  return { people: found, customers, visible, byAddress: new Map(found.map((viewer) => [viewer.facts.email.split("@")[0]!, viewer])) };
}

async function firstPage(viewer: Viewer, limit: number): Promise<number[]> {
  const set = scopesOf(viewer.access, "customers.list");
  if (!set) return [];
  const { arms } = await planList(set, { filters: {} });
  const page = pageStatement(arms, { sort: "created", direction: "asc", after: null, limit, states: [1, 2] });
  return (await rows<{ id: number }>(ownerPool(), page)).map(({ id }) => id);
}

async function readCustomers(ids: readonly number[]): Promise<Customer[]> {
  const root = (await ownerPool().query<{ id: number }>("SELECT id FROM organizations WHERE parent_id IS NULL")).rows[0]!.id;
  const found = await rows<Customer>(
    ownerPool(),
    sql`SELECT c.id, c.organization_id AS "organizationId", c.account_manager_id AS "accountManagerId",
        customer_scope_ids(c.id, c.organization_id, c.account_manager_id)::text[]::float8[] AS scopes,
        ARRAY(SELECT ancestor_id FROM organization_closure o WHERE o.organization_id = c.organization_id) AS organizations,
        ARRAY(SELECT ancestor_id FROM territory_closure t WHERE t.territory_id = c.territory_id) AS territories,
        ARRAY(SELECT program_id FROM enrollments e WHERE e.organization_id = c.organization_id AND e.is_current) AS programs
      FROM customers c WHERE c.id = ANY(${[...ids]}::int[])`,
  );
  // What getCustomer does: the root's scope is on every record, so the projection leaves it out.
  for (const customer of found) customer.scopes.push(scopeId("subtree", root));
  return found;
}

const one = <Item>(items: readonly Item[]) => items[Math.floor(Math.random() * items.length)]!;

/** A record of its own for each question, next to the question in memory, as one that was just read would be. */
const freshly = ({ scopes, organizations, territories, programs, ...rest }: Customer): Customer => ({
  ...rest,
  scopes: scopes.slice(),
  organizations: organizations.slice(),
  territories: territories.slice(),
  programs: programs.slice(),
});

/** Random questions: half about customers that the person may see in the list, half about any. */
export function randomQuestions({ people, customers, visible }: Ground, amount: number, from: readonly Permission[] = customerPermissions): Question[] {
  return Array.from({ length: amount }, () => {
    const person = Math.floor(Math.random() * people.length);
    const seen = visible.get(people[person]!.facts.userId)!;
    return { person, permission: one(from), customer: freshly(seen.length > 0 && Math.random() < 0.5 ? one(seen) : one(customers)) };
  });
}
