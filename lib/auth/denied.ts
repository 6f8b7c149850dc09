import "server-only";
import { onlyViewing } from "../access/decide";
import { isPermission, isWrite, permissionEntry } from "../access/permissions";
import type { Viewer } from "../access/viewer";
import { t } from "../shared/language/text";
import { giversToViewer } from "../domain/access/givers";
import type { Denied } from "../shared/denied";

/**
 * What a refused page tells: the permission, what it allows, and who could give it to the viewer; null without a known permission. Whoever
 * only looks with another's eyes is told that.
 */
export async function deniedTo(viewer: Viewer, permission = ""): Promise<Denied | null> {
  const isKnown = isPermission(permission);
  if (viewer.viewing && (!isKnown || isWrite(permission))) return { permission, allows: "", people: [], more: 0, otherwise: "", instead: onlyViewing(viewer).message };
  if (!isKnown) return null;
  const allows = t(permissionEntry(permission).sentence);
  const { people, more, otherwise } = await giversToViewer(viewer, permission);
  return { permission, allows, people: people.map(({ name }) => name), more, otherwise };
}
