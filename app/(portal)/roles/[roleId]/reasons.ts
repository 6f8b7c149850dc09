import "server-only";
import { permissions, withImplied } from "@/lib/access/permissions";
import type { Viewer } from "@/lib/access/viewer";
import { denialReasons, lockReasons } from "@/lib/domain/roles/locks";
import type { RoleDetail } from "@/lib/domain/roles/rows";
import { t } from "@/lib/shared/language/text";

/** What the matrix of a role locks for its editor, and what does not work in it. What it allows already may be taken out by everybody who may edit it. */
export async function reasonsFor(viewer: Viewer, role: RoleDetail) {
  const [lacked, denied] = await Promise.all([lockReasons(viewer), denialReasons(viewer, role)]);
  const isHeld = viewer.facts.grants.some((grant) => grant.role.id === role.id);
  const inRole = new Set<string>(withImplied(role.permissions));
  const onesOwn = t("You hold this role yourself, so you cannot add to it.");
  const own = isHeld ? Object.fromEntries(permissions.map(({ key }) => [key, onesOwn])) : {};
  const reasons: Record<string, string> = { ...own, ...lacked };
  return { locked: Object.fromEntries(Object.entries(reasons).filter(([key]) => !inRole.has(key))), denied };
}
