import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";

/** What the viewer may choose among; a scope of a kind they see nothing of is not offered. */
export type GrantLookups = { users: boolean; groups: boolean; organizations: boolean; territories: boolean; programs: boolean; customers: boolean };

export const grantLookups = (viewer: Viewer): GrantLookups => ({
  users: can(viewer, "users.list"),
  groups: can(viewer, "groups.list"),
  organizations: can(viewer, "organizations.list"),
  territories: can(viewer, "territories.list"),
  programs: can(viewer, "programs.list"),
  customers: can(viewer, "customers.list"),
});
