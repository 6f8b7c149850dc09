import type { PermissionEntry } from "@/lib/access/permissions";
import { asSentence } from "@/lib/shared/language/as-sentence";
import { msg, t, type Message } from "@/lib/shared/language/text";

/** A permission with its place and words in the matrix. */
export type MatrixCell = { key: string; action: string; /** "Customers, edit" */ name: string; entry: PermissionEntry };
export type MatrixRow = { id: string; label: string; cells: (MatrixCell | null)[]; more: MatrixCell[] };
export type MatrixLayout = { columns: { id: string; label: string }[]; rows: MatrixRow[]; hasMore: boolean };

const everyday = ["list", "view", "create", "edit", "delete", "archive", "export"];

const labels: Record<string, Message> = {
  organizations: msg("Partners"), "api-tokens": msg("API tokens"), grants: msg("Access given"), access: msg("Explanations"), activity: msg("Activity"),
  customers: msg("Customers"), groups: msg("Groups"), imports: msg("Imports"), programs: msg("Programs"), roles: msg("Roles"), settings: msg("Settings"),
  tasks: msg("Tasks"), territories: msg("Territories"), users: msg("Users"),
};

const actions: Record<string, Message> = {
  archive: msg("archive##permission"), assign: msg("assign##permission"), clone: msg("clone##permission"), create: msg("create##permission"),
  deactivate: msg("deactivate##permission"), delete: msg("delete##permission"), edit: msg("edit##permission"), "edit-contact": msg("edit contact##permission"),
  "edit-guardrail": msg("edit limit##permission"), "edit-rule": msg("edit rule##permission"), "end-sessions": msg("end sessions##permission"),
  enroll: msg("enroll##permission"), explain: msg("explain##permission"), export: msg("export##permission"), give: msg("give##permission"),
  invite: msg("invite##permission"), list: msg("list##permission"), manage: msg("manage##permission"), "manage-members": msg("manage members##permission"),
  move: msg("move##permission"), publish: msg("publish##permission"), reassign: msg("reassign##permission"), "reset-factors": msg("reset factors##permission"),
  revoke: msg("revoke##permission"), run: msg("run##permission"), "set-expiry": msg("set expiry##permission"), suspend: msg("suspend##permission"),
  view: msg("view##permission"), "view-as": msg("view as##permission"),
};

const actionOf = (id: string) => (actions[id] ? t(actions[id]) : id.replace(/-/g, " "));

/** "edit-contact" becomes "Edit contact"; resources by the words of the screen, so "organizations" is "Partners". */
export function wordsOf(id: string): string {
  const words = labels[id] ? t(labels[id]) : actionOf(id);
  return asSentence(words);
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
        name: `${wordsOf(resource)}, ${actionOf(action)}`,
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
