import { can } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import type { Viewer } from "../../access/viewer";
import { refused } from "../../shared/errors";
import { t } from "../../shared/language/text";
import type { ImportKind } from "./schema";

/** What rows of each kind can do; whoever may do none of it would find every row wrong. */
const uses: Record<ImportKind, readonly Permission[]> = {
  customers: ["customers.create", "customers.edit-contact", "customers.reassign"],
  users: ["users.invite", "users.edit", "users.deactivate"],
};

/** The kinds of file that the viewer could bring in. */
export const kindsFor = (viewer: Viewer): ImportKind[] => (Object.keys(uses) as ImportKind[]).filter((kind) => uses[kind].some((permission) => can(viewer, permission)));

/** Refuses a file of a kind of which the viewer may neither add nor change anything anywhere. */
export function requireKind(viewer: Viewer, kind: ImportKind): void {
  if (kindsFor(viewer).includes(kind)) return;
  throw refused(uses[kind][0]!, kind === "customers" ? t("You may neither add nor change customers.") : t("You may neither add nor change people."), "kind");
}
