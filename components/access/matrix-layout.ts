import type { PermissionEntry } from "@/lib/access/permissions";
import { msg } from "@/lib/shared/language/text";

/** A permission with its place and words in the matrix. */
export type MatrixCell = { key: string; action: string; /** "Customers, edit" */ name: string; entry: PermissionEntry };
export type MatrixRow = { id: string; label: string; cells: (MatrixCell | null)[]; more: MatrixCell[] };
export type MatrixLayout = { columns: { id: string; label: string }[]; rows: MatrixRow[]; hasMore: boolean };

const everyday = ["list", "view", "create", "edit", "delete", "archive", "export"];

const ownLabels: Record<string, string> = { organizations: msg("Partners"), "api-tokens": msg("API tokens"), grants: msg("Access given"), access: msg("Explanations") };

/** "edit-contact" becomes "Edit contact"; resources by the words of the screen, so "organizations" is "Partners". */
export function wordsOf(id: string): string {
  const words = ownLabels[id] ?? id.replace(/-/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Lays the catalogue out: a row per resource, a column per action that several share, the rest beside. */
export function matrixLayout(entries: readonly PermissionEntry[]): MatrixLayout {
  const cells = entries.map((entry) => {
    const [resource = "", action = ""] = entry.key.split(".");
    return {
      resource,
      cell: {
        key: entry.key,
        action: wordsOf(action),
        name: `${wordsOf(resource)}, ${action.replace(/-/g, " ")}`,
        entry,
      },
      actionId: action,
    };
  });
  const shared = everyday.filter((action) => cells.filter(({ actionId }) => actionId === action).length > 1);
  const rows = [...new Set(cells.map(({ resource }) => resource))].map((resource) => {
    const own = cells.filter((each) => each.resource === resource);
    return {
      id: resource,
      label: wordsOf(resource),
      cells: shared.map((action) => own.find(({ actionId }) => actionId === action)?.cell ?? null),
      more: own.filter(({ actionId }) => !shared.includes(actionId)).map(({ cell }) => cell),
    };
  });
  const columns = shared.map((id) => ({ id, label: wordsOf(id) }));
  return { columns, rows, hasMore: rows.some(({ more }) => more.length > 0) };
}
