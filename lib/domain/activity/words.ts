import { isPermission, permissionEntry } from "../../access/permissions";
import { msg, t, type Message } from "../../shared/language/text";
import { stepsForText, stepText } from "../../shared/ready-checklists";
import { roleForText, roleText } from "../../shared/ready-roles";

const deeds: Record<string, Message> = {
  "sign-in": msg("Signed in"),
  "factors.add": msg("Set up a second factor##deed"),
  "factors.remove": msg("Removed a second factor"),
  "factors.renew-codes": msg("Made new recovery codes"),
  "factors.use-code": msg("Used a recovery code"),
  "users.set-password": msg("Set a new password"),
  "ask-new-password": msg("Asked for a link to a new password"),
  "link-provider": msg("Linked a provider to sign in with"),
  "sign-in.deny": msg("Said that a sign-in was somebody else's"),
  "reset-factors": msg("Took second factors away"),
  "end-sessions": msg("Ended sessions"),
  "settings.edit": msg("Changed the rules for signing in"),
  "api-tokens.create": msg("Made an API token"),
  "api-tokens.revoke": msg("Revoked an API token"),
  create: msg("Created"),
  edit: msg("Edited"),
  "edit-contact": msg("Edited the contact"),
  "edit-rule": msg("Changed the rule"),
  "edit-guardrail": msg("Changed the limit"),
  suspend: msg("Suspended"),
  reconnect: msg("Reconnected"),
  reassign: msg("Reassigned"),
  "reassign-many": msg("Reassigned all of a list"),
  "undo-reassignment": msg("Undid a reassignment"),
  archive: msg("Archived"),
  restore: msg("Restored"),
  export: msg("Exported"),
  invite: msg("Invited"),
  join: msg("Joined"),
  "renew-invitation": msg("Renewed the invitation"),
  "hand-over-invitation": msg("Handed over the invitation"),
  deactivate: msg("Deactivated"),
  reactivate: msg("Reactivated"),
  offboard: msg("Offboarded"),
  "edit-own": msg("Edited their own profile"),
  "set-preferences": msg("Changed their preferences"),
  "set-picture": msg("Chose a picture"),
  "remove-picture": msg("Removed their picture"),
  "export-own": msg("Took a copy of their data"),
  "set-idle": msg("Changed the rule for idle accounts"),
  "change-address": msg("Changed their email address"),
  "undo-offboarding": msg("Undid the offboarding"),
  "set-expiry": msg("Changed expiry or cap"),
  "manage-members": msg("Changed the members"),
  clone: msg("Cloned"),
  "roles.publish": msg("Published a version"),
  "roll-back": msg("Rolled back to an earlier version"),
  withdraw: msg("Stopped offering as a template"),
  "take-proposal": msg("Took changes of its template"),
  "decline-proposal": msg("Took nothing of a version of its template"),
  swap: msg("Moved to another security group"),
  give: msg("Gave access"),
  change: msg("Changed access"),
  revoke: msg("Took access away"),
  move: msg("Moved"),
  delete: msg("Deleted"),
  "tasks.create": msg("Gave a task"),
  "tasks.edit": msg("Changed a task"),
  "onboarding.start": msg("Began bringing on"),
  nudge: msg("Reminded"),
  complete: msg("Completed"),
  reopen: msg("Opened again"),
  cancel: msg("Cancelled"),
  comment: msg("Commented"),
  "hand-over": msg("Handed over"),
  assign: msg("Changed what lies in it"),
  enroll: msg("Enrolled"),
  "end-enrollment": msg("Ended the enrolment"),
  run: msg("Imported"),
  "view-as": msg("Viewed as"),
  "end-view-as": msg("Stopped viewing as"),
};

/** What was done, from an action's name: "customers.edit-contact" becomes "Edited the contact". */
export const deedOf = (action: string) => {
  const deed = deeds[action] ?? deeds[action.split(".")[1] ?? ""];
  return deed ? t(deed) : action;
};

/** What somebody was refused, from the permission that they lack, or from the action. */
export const refusedDeed = (action: string) => (isPermission(action) ? t(permissionEntry(action).sentence).replace(/\.$/, "") : deedOf(action));

/** What somebody tried who was refused. */
export const triedDeed = (action: string) => (action === "sign-in" ? t("Tried to sign in") : t("Tried: {deed}", { deed: refusedDeed(action) }));

const nouns: Record<string, string[]> = {
  customers: ["create", "edit", "edit-contact", "suspend", "reconnect", "reassign", "reassign-many", "undo-reassignment", "archive", "restore", "export"],
  organizations: ["create", "edit", "edit-guardrail", "move", "set-idle", "deactivate", "reactivate"],
  users: ["invite", "clone", "renew-invitation", "hand-over-invitation", "join", "edit", "set-expiry", "deactivate", "reactivate", "offboard", "undo-offboarding", "edit-own", "set-preferences", "set-picture", "remove-picture", "export-own", "change-address", "view-as", "end-view-as", "set-password", "ask-new-password", "link-provider", "reset-factors", "end-sessions"],
  factors: ["add", "remove", "renew-codes", "use-code"],
  settings: ["edit"],
  groups: ["create", "edit", "edit-rule", "manage-members", "swap", "clone", "archive", "restore"],
  roles: ["create", "clone", "edit", "publish", "roll-back", "withdraw", "take-proposal", "decline-proposal", "archive", "restore"],
  grants: ["give", "change", "revoke"],
  territories: ["create", "edit", "move", "assign", "delete"],
  programs: ["create", "edit", "enroll", "end-enrollment"],
  onboarding: ["start", "nudge"],
  checklists: ["create", "edit", "archive", "restore"],
  tasks: ["create", "edit", "complete", "reopen", "cancel", "comment", "hand-over"],
  "api-tokens": ["create", "revoke"],
  imports: ["run"],
  activity: ["export"],
};

const nounWords: Record<string, Message> = {
  customers: msg("customers"), organizations: msg("partners"), users: msg("users"), factors: msg("factors"), settings: msg("settings"), groups: msg("groups"),
  roles: msg("roles"), grants: msg("grants"), territories: msg("territories"), programs: msg("programs"), onboarding: msg("onboarding"),
  checklists: msg("checklists"), tasks: msg("tasks"), "api-tokens": msg("api tokens"), imports: msg("imports"), activity: msg("the activity log"),
};

/** Every action that the log can be narrowed to, with the words for it. */
export const knownActions = () => [
  { value: "sign-in", label: deedOf("sign-in") },
  { value: "sign-in.deny", label: deedOf("sign-in.deny") },
  ...Object.entries(nouns).flatMap(([noun, verbs]) => verbs.map((verb) => ({ value: `${noun}.${verb}`, label: deedOf(`${noun}.${verb}`), hint: t(nounWords[noun]!) }))),
];

const records: Record<string, Message> = {
  customer: msg("customer"), organization: msg("partner"), user: msg("user"), group: msg("group"), role: msg("role"), grant: msg("access"), territory: msg("territory"),
  program: msg("program"), onboarding: msg("onboarding"), checklist: msg("checklist"), task: msg("task"), import: msg("import"), reassignment: msg("reassignment"), token: msg("API token"),
  // What somebody was refused may be about no record, only about what its permission speaks of.
  access: msg("who may what"), activity: msg("the activity log"), imports: msg("imports"), settings: msg("settings"), "api-tokens": msg("api tokens"),
};

/** What kind of record a row is about, or what it speaks of, in a word or two. */
export const recordWord = (type: string): string => (records[type] ? t(records[type]) : type);

const named: Record<string, (name: string) => string> = { role: roleText, grant: roleForText, checklist: stepText, onboarding: stepsForText, task: stepText };

/** What a record was called, with names that came ready as the reader sees them. */
export const recordNameInWords = ({ recordType, recordName }: { recordType: string; recordName: string }): string => named[recordType]?.(recordName) ?? recordName;

/** Who acted, as the log keeps it; whoever works on the machine itself is no person and has no name of their own. */
export const actorWord = ({ actorId, actorName }: { actorId: number | null; actorName: string }): string =>
  actorId === null && actorName.toLowerCase() === "machine's owner" ? t("The machine's owner") : actorName;

const ways: Record<string, Message> = {
  invitation: msg("an invitation"),
  "mailed link": msg("a mailed link"),
  "first link": msg("the first link"),
  "portal command": msg("the command line"),
  "portal import": msg("an imported bundle"),
  "rule for idle accounts": msg("the rule for idle accounts"),
  "last day of the account": msg("the last day of the account"),
};

/** Through what somebody acted, as it is stored, in the reader's words; the name of a provider is its own word. */
export function wayOf(via: string): string {
  const [, kind, rest = ""] = /^(token|import|view as by) (.*)$/s.exec(via) ?? [];
  if (kind === "token") return t("the token {name}", { name: rest });
  if (kind === "import") return t("import {number}", { number: rest });
  if (kind === "view as by") return t("a look by {name}", { name: rest });
  return ways[via] ? t(ways[via]) : via;
}
