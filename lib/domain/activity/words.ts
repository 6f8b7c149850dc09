const deeds: Record<string, string> = {
  "factors.add": "Set up a second factor",
  "factors.remove": "Removed a second factor",
  "factors.renew-codes": "Made new recovery codes",
  "factors.use-code": "Used a recovery code",
  "users.set-password": "Set a new password",
  "reset-factors": "Took second factors away",
  "end-sessions": "Ended sessions",
  "settings.edit": "Changed the rules for signing in",
  "api-tokens.create": "Made an API token",
  "api-tokens.revoke": "Revoked an API token",
  create: "Created",
  edit: "Edited",
  "edit-contact": "Edited the contact",
  "edit-rule": "Changed the rule",
  "edit-guardrail": "Changed the limit",
  suspend: "Suspended",
  reconnect: "Reconnected",
  reassign: "Reassigned",
  archive: "Archived",
  restore: "Restored",
  export: "Exported",
  invite: "Invited",
  join: "Joined",
  "renew-invitation": "Renewed the invitation",
  deactivate: "Deactivated",
  reactivate: "Reactivated",
  "set-expiry": "Changed expiry or cap",
  "manage-members": "Changed the members",
  clone: "Cloned",
  "roles.publish": "Published a version",
  "roll-back": "Rolled back to an earlier version",
  withdraw: "Stopped offering as a template",
  "take-proposal": "Took changes of its template",
  "decline-proposal": "Declined a version of its template",
  swap: "Moved to another security group",
  give: "Gave access",
  change: "Changed access",
  revoke: "Took access away",
  move: "Moved",
  delete: "Deleted",
  assign: "Changed what lies in it",
  enroll: "Enrolled",
  "end-enrollment": "Ended the enrolment",
  run: "Imported",
  "view-as": "Viewed as",
  "end-view-as": "Stopped viewing as",
};

/** What was done, from an action's name: "customers.edit-contact" becomes "Edited the contact". */
export const deedOf = (action: string) => (action === "sign-in" ? "Signed in" : (deeds[action] ?? deeds[action.split(".")[1] ?? ""] ?? action));

const nouns: Record<string, string[]> = {
  customers: ["create", "edit", "edit-contact", "suspend", "reconnect", "reassign", "archive", "restore", "export"],
  organizations: ["create", "edit", "edit-guardrail", "move", "deactivate", "reactivate"],
  users: ["invite", "clone", "renew-invitation", "join", "edit", "set-expiry", "deactivate", "reactivate", "view-as", "end-view-as", "set-password", "reset-factors", "end-sessions"],
  factors: ["add", "remove", "renew-codes", "use-code"],
  settings: ["edit"],
  groups: ["create", "edit", "edit-rule", "manage-members", "swap", "clone", "archive", "restore"],
  roles: ["create", "clone", "edit", "publish", "roll-back", "withdraw", "take-proposal", "decline-proposal", "archive", "restore"],
  grants: ["give", "change", "revoke"],
  territories: ["create", "edit", "move", "assign", "delete"],
  programs: ["create", "edit", "enroll", "end-enrollment"],
  "api-tokens": ["create", "revoke"],
  imports: ["run"],
};

/** Every action that the log can be narrowed to, with the words for it. */
export const knownActions = [
  { value: "sign-in", label: "Signed in" },
  ...Object.entries(nouns).flatMap(([noun, verbs]) => verbs.map((verb) => ({ value: `${noun}.${verb}`, label: deedOf(`${noun}.${verb}`), hint: noun === "organizations" ? "partners" : noun.replace("-", " ") }))),
];

const labels: Record<string, string> = {
  key: "Number",
  organizationId: "Partner",
  territoryId: "Territory",
  accountManagerId: "Account manager",
  email: "E-mail",
  archivedAt: "Archived",
  parentId: "Under",
  userId: "User",
  groupId: "Group",
  templateId: "Template",
  clonedFromId: "Cloned from",
  isTemplate: "Offered as a template",
  roleId: "Role",
  programId: "Program",
  scopeKind: "Scope",
  validFrom: "From",
  validUntil: "Until",
  readOnly: "Read-only cap",
  expiresAt: "Expires",
  moreThan: "More than",
};

/** A field's name for people: "accountManagerId" becomes "Account manager", "jobRole" becomes "Job role". */
export function labelOf(field: string): string {
  const words = field.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return labels[field] ?? words.charAt(0).toUpperCase() + words.slice(1);
}
