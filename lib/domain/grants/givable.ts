import "server-only";
import sql from "sql-template-tag";
import { authorize, can } from "../../access/decide";
import { isWrite, permissions, withImplied, type Permission } from "../../access/permissions";
import { deedOf } from "../../access/sentence";
import type { Viewer } from "../../access/viewer";
import { rows, type Queryable } from "../../platform/db/connect";
import { t } from "../../shared/language/text";
import { read } from "../access/change";
import { asTransaction } from "../access/facts-within";
import { lackedByGifts, type GivenGrant } from "../access/gifts";
import type { Scope } from "./rows";

/** Where a role is to be given: to whom, at home where, on which records, how far. An unfinished scope asks only what the viewer has anywhere. */
export type Giving = { userId: number | null; groupId: number | null; organizationId: number; scope: Scope | null; level: "read" | "write" };

const reasonFor = (key: Permission) => t("You may not give it there: it holds “{deed}”, which you may not do there yourself.", { deed: deedOf(key) });

/** The permissions that the viewer could not give there, each as a reason for the matrix. */
export async function lackedThere(on: Queryable, viewer: Viewer, { userId, groupId, organizationId, scope, level }: Giving): Promise<Permission[]> {
  const all = permissions.map(({ key }) => key);
  if (scope === null) return all.filter((key) => !can(viewer, key) && (level === "write" || !isWrite(key)));
  const grant: GivenGrant = { ...scope, level, permissions: all };
  return lackedByGifts(asTransaction(on), viewer, [{ grant, to: { userId, groupId, organizationId } }]);
}

/** Why some of the roles cannot be given there, by id; those that can are left out. */
export async function lockedRoles(viewer: Viewer, roleIds: readonly number[], giving: Giving): Promise<Map<number, string>> {
  authorize(viewer, "grants.give");
  return read(viewer, async (on) => {
    const lacked = new Set(await lackedThere(on, viewer, giving));
    const found = await rows<{ id: number; permissions: string[] }>(on, sql`SELECT id, permissions FROM roles WHERE id = ANY(${[...roleIds]}::int[])`);
    return new Map(
      found.flatMap(({ id, permissions: held }) => {
        const missing = withImplied(held).find((key) => lacked.has(key) && (giving.level === "write" || !isWrite(key)));
        return missing ? [[id, reasonFor(missing)] as const] : [];
      }),
    );
  });
}

/** Why permissions cannot be given by a grant as it stands, by key, for the matrix of a security group. */
export async function lockedPermissions(viewer: Viewer, giving: Giving): Promise<Record<string, string>> {
  authorize(viewer, "grants.give");
  const lacked = await read(viewer, (on) => lackedThere(on, viewer, giving));
  return Object.fromEntries(lacked.map((key) => [key, t("You may not do this on everything that the group covers, so you cannot give it.")]));
}
