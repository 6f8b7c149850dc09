import "server-only";
import { onlyViewing } from "../access/decide";
import { isPermission, isWrite, permissionEntry } from "../access/permissions";
import type { Viewer } from "../access/viewer";
import { t } from "../shared/language/text";
import { giversToViewer } from "../domain/access/givers";
import { biteOf, type Bite } from "../domain/access/what";
import type { Denied } from "../shared/denied";

/** Said to whoever was given the permission: giving it once more would not help against a cap or a limit. */
const bites: Record<Bite, () => string> = {
  account: () => t("You were given it, but your account may not act now."),
  cap: () => t("You were given it, but your account is for reading only. Whoever set that can lift it."),
  limit: () => t("You were given it, but the limit of your partner, or of one above it, leaves it out."),
  level: () => t("You were given it for reading only."),
};

/**
 * What a refused page tells: the permission, what it allows, and who could give it to the viewer, or what keeps it from working; null
 * without a known permission. Whoever only looks with another's eyes is told that.
 */
export async function deniedTo(viewer: Viewer, permission = ""): Promise<Denied | null> {
  const isKnown = isPermission(permission);
  if (viewer.viewing && (!isKnown || isWrite(permission))) return { permission, allows: "", people: [], more: 0, otherwise: "", instead: onlyViewing(viewer).message };
  if (!isKnown) return null;
  const allows = t(permissionEntry(permission).sentence);
  const bite = biteOf(viewer, permission);
  if (bite && bite !== "level") return { permission, allows, people: [], more: 0, otherwise: "", bite: bites[bite]() };
  const { people, more, otherwise } = await giversToViewer(viewer, permission);
  return { permission, allows, people: people.map(({ name }) => name), more, otherwise, ...(bite ? { bite: bites[bite]() } : {}) };
}
