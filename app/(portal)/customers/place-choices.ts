import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";

/** Among which records the viewer may choose a customer's place. */
export const placeChoices = (viewer: Viewer) => ({
  organization: can(viewer, "organizations.list"),
  territory: can(viewer, "territories.list"),
  manager: can(viewer, "users.list"),
});
