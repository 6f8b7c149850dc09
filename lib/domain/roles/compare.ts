import "server-only";
import { authorize } from "../../access/decide";
import { permissions as catalogue, withImplied, type Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { getRole } from "./queries";
import type { RoleDetail } from "./rows";

/** How a role comes by a permission. */
export type Held = "granted" | "implied" | "off";
export type ComparedRow = { key: Permission; held: Held[]; differs: boolean };
export type Comparison = { roles: RoleDetail[]; rows: ComparedRow[] };

/** Two or three roles side by side, permission by permission. Throws `not-found` when one may be neither opened nor used. */
export async function compareRoles(viewer: Viewer, roleIds: readonly number[]): Promise<Comparison> {
  authorize(viewer, "roles.view");
  const roles = await Promise.all([...new Set(roleIds)].slice(0, 3).map((id) => getRole(viewer, id)));
  const sides = roles.map(({ permissions }) => ({ named: new Set(permissions), whole: new Set<string>(withImplied(permissions)) }));
  const rows = catalogue.map(({ key }): ComparedRow => {
    const held = sides.map(({ named, whole }): Held => (named.has(key) ? "granted" : whole.has(key) ? "implied" : "off"));
    return { key, held, differs: new Set(held.map((state) => state !== "off")).size > 1 };
  });
  return { roles, rows };
}
