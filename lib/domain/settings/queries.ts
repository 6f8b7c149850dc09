import "server-only";
import sql from "sql-template-tag";
import { allowed, authorize, authorizeOn, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { db, pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { organizationRecord, type OrganizationRecord } from "../access/records";
import { notFound } from "../../shared/errors";
import { roleText } from "../../shared/ready-roles";
import { effectOf } from "./effect";
import type { Policies, PolicyEffect, PolicyRow, RolePolicyRow } from "./rows";
import type { PolicyEffectInput } from "./schema";

async function requireOrganization(viewer: Viewer, organizationId: number, permission: "settings.view" | "settings.edit"): Promise<OrganizationRecord> {
  const organization = await db().$transaction((tx) => organizationRecord(tx, organizationId));
  if (!organization) throw notFound("partner");
  authorizeOn(viewer, { read: "organizations.view", permission, record: organization.scopes, noun: "partner" });
  return organization;
}

/** What a partner asks of its people at sign-in. Throws `not-found` when the partner is hidden, `refused` without settings.view there. */
export async function getPolicies(viewer: Viewer, organizationId: number): Promise<Policies> {
  authorize(viewer, "settings.view");
  const { path, scopes } = await requireOrganization(viewer, organizationId, "settings.view");
  const found = await rows<PolicyRow>(
    pool(),
    sql`SELECT p.id, p.role_id AS "roleId", r.name AS "roleName", p.factor_from AS "factorFrom", p.idle_minutes AS "idleMinutes",
        p.absolute_minutes AS "absoluteMinutes", p.version
      FROM sign_in_policies p LEFT JOIN roles r ON r.id = p.role_id WHERE p.organization_id = ${organizationId} ORDER BY r.name, p.id`,
  );
  const above = await firstRow<Policies["above"]>(
    pool(),
    sql`SELECT min(factor_from) AS "factorFrom", min(idle_minutes) AS "idleMinutes", min(absolute_minutes) AS "absoluteMinutes"
      FROM sign_in_policies WHERE role_id IS NULL AND organization_id = ANY(${path.slice(1)}::int[])`,
  );
  const choices = await rows<{ id: number; name: string }>(
    pool(),
    sql`SELECT id, name FROM roles WHERE organization_id = ANY(${path}::int[]) AND archived_at IS NULL
      AND id <> ALL(${found.flatMap(({ roleId }) => roleId ?? [])}::int[]) ORDER BY name, id LIMIT 500`,
  );
  const named = found.map((policy) => ({ ...policy, roleName: policy.roleName && roleText(policy.roleName) }));
  return {
    own: named.find(({ roleId }) => roleId === null) ?? null,
    roles: await withClones(viewer, named.filter(({ roleId }) => roleId !== null)),
    choices: choices.map(({ id, name }) => ({ id, name: roleText(name) })),
    above: above!,
    canEdit: allowed(viewer.access, "settings.edit", scopes),
  };
}

/** Names, as far as the viewer may list roles, of what was cloned from each role, directly or through other clones, and has no policy here. */
async function withClones(viewer: Viewer, policies: PolicyRow[]): Promise<RolePolicyRow[]> {
  const covered = policies.map(({ roleId }) => roleId!);
  const seen = sql`(${organizationFilter(scopesOf(viewer.access, "roles.list"), sql`r.organization_id`)} OR r.organization_id = ANY(${viewer.facts.homePath.slice(1)}::int[]))`;
  const clones = await rows<{ of: number; name: string }>(
    pool(),
    sql`WITH RECURSIVE cloned AS (
        SELECT id AS of, id FROM roles WHERE id = ANY(${covered}::int[])
        UNION SELECT c.of, r.id FROM cloned c JOIN roles r ON r.template_id = c.id)
      SELECT c.of, r.name FROM cloned c JOIN roles r ON r.id = c.id
      WHERE r.id <> ALL(${covered}::int[]) AND r.archived_at IS NULL AND ${seen} ORDER BY r.name, r.id`,
  );
  return policies.map((policy) => ({ ...policy, uncovered: clones.filter(({ of }) => of === policy.roleId).map(({ name }) => roleText(name)) }));
}

/** Whom a policy would touch, were it saved. Writes nothing. */
export async function policyEffect(viewer: Viewer, input: PolicyEffectInput): Promise<PolicyEffect> {
  authorize(viewer, "settings.edit");
  await requireOrganization(viewer, input.organizationId, "settings.edit");
  return effectOf(viewer, input);
}
