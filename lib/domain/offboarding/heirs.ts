import "server-only";
import sql from "sql-template-tag";
import { compileAccess } from "../../access/compile";
import { allowed, scopesOf } from "../../access/decide";
import { customerFilter, organizationFilter } from "../../access/filter";
import { scopeId } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rows, type Queryable } from "../../platform/db/connect";
import { loadManyFacts } from "../access/many-facts";
import type { OpenAtHome } from "../invitations/inviters";
import type { Heir, InvitationHeir } from "./rows";

export type Leaver = { id: number; organizationId: number; jobRole: string | null };

const [mostPeople, mostRecords, mostProposed] = [100, 100, 4];

/**
 * People of the leaver's organization who could take the customers over, those who may already work with most of them first: asked of the
 * decision itself, on up to a hundred of the customers. Only people whom the viewer may list.
 */
export async function proposedHeirs(on: Queryable, viewer: Viewer, leaver: Leaver): Promise<Heir[]> {
  const records = await recordsOf(on, viewer, leaver);
  const people = await colleaguesOf(on, viewer, leaver);
  const facts = await loadManyFacts(on, people.map(({ id }) => id));
  const moment = now().getTime();
  const judged = people.map(({ id, name, email }) => {
    const access = compileAccess(facts.get(id)!, moment);
    const theirs = records.map((scopes) => [...scopes, scopeId("own", id)]);
    const count = (permission: "customers.edit" | "customers.view") => theirs.filter((scopes) => allowed(access, permission, scopes)).length;
    return { id, name, email, mayEdit: count("customers.edit"), mayOpen: count("customers.view") };
  });
  return judged
    .filter(({ mayOpen }) => mayOpen > 0)
    .sort((a, b) => b.mayEdit - a.mayEdit || b.mayOpen - a.mayOpen)
    .slice(0, mostProposed);
}

/** People of the leaver's organization who may invite where the invited will be at home, those who may for most of them first. */
export async function proposedInviters(on: Queryable, viewer: Viewer, leaver: Leaver, homes: readonly OpenAtHome[]): Promise<InvitationHeir[]> {
  const people = await colleaguesOf(on, viewer, leaver);
  const facts = await loadManyFacts(on, people.map(({ id }) => id));
  const moment = now().getTime();
  return people
    .map(({ id, name }) => {
      const access = compileAccess(facts.get(id)!, moment);
      return { id, name, mayInvite: homes.reduce((sum, { scopes, total }) => (allowed(access, "users.invite", scopes) ? sum + total : sum), 0) };
    })
    .filter(({ mayInvite }) => mayInvite > 0)
    .sort((a, b) => b.mayInvite - a.mayInvite)
    .slice(0, mostProposed);
}

async function recordsOf(on: Queryable, viewer: Viewer, { id }: Leaver): Promise<number[][]> {
  const found = await rows<{ scopes: number[] }>(
    on,
    sql`SELECT array_remove(customer_scope_ids(c.id, c.organization_id, c.account_manager_id)::text[]::float8[], ${scopeId("own", id)}::float8) AS scopes
      FROM customers c WHERE c.account_manager_id = ${id} AND ${customerFilter(scopesOf(viewer.access, "customers.reassign"))} ORDER BY c.id LIMIT ${mostRecords}`,
  );
  const root = scopeId("subtree", viewer.facts.homePath.at(-1)!);
  return found.map(({ scopes }) => [...scopes, root]);
}

/** Those with the same job role first, so that of equals they are proposed. */
const colleaguesOf = (on: Queryable, viewer: Viewer, { id, organizationId, jobRole }: Leaver) =>
  rows<{ id: number; name: string; email: string }>(
    on,
    sql`SELECT u.id, u.name, u.email FROM users u
      WHERE u.organization_id = ${organizationId} AND u.id <> ${id} AND u.status = 'active' AND (u.expires_at IS NULL OR u.expires_at > ${now()}::timestamptz)
        AND ${organizationFilter(scopesOf(viewer.access, "users.list"), sql`u.organization_id`)}
      ORDER BY (lower(u.job_role) IS NOT DISTINCT FROM lower(${jobRole}::text)) DESC, portico_fold(u.name), u.id LIMIT ${mostPeople}`,
  );
