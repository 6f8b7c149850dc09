import { msg, type Message } from "../shared/language/text";

/** One thing a person can be allowed to do. The catalogue is the source of the matrix, the menu, the API and the tests. */
export type PermissionEntry = {
  key: string;
  kind: "read" | "write";
  /** Keys that come with it; transitive. */
  implies: readonly string[];
  /** What it allows, as a sentence for the screen. */
  sentence: Message;
  risk: "normal" | "caution" | "dangerous";
};

type Row = [key: string, kind: "R" | "W", implies: string, risk: "n" | "c" | "d", sentence: Message];

const rows = [
  ["customers.list", "R", "", "n", msg("See customers in lists and search.")],
  ["customers.view", "R", "customers.list", "n", msg("Open a customer's profile and history.")],
  ["customers.create", "W", "customers.view", "n", msg("Create customers.")],
  ["customers.edit", "W", "customers.edit-contact", "n", msg("Edit every field of a customer's profile.")],
  ["customers.edit-contact", "W", "customers.view", "n", msg("Edit phone, email, address and comment of a customer, nothing else.")],
  ["customers.suspend", "W", "customers.view", "c", msg("Suspend and reconnect customers.")],
  ["customers.reassign", "W", "customers.view", "c", msg("Change a customer's partner, territory and account manager.")],
  ["customers.delete", "W", "customers.view", "c", msg("Archive and restore customers.")],
  ["customers.export", "R", "customers.view", "c", msg("Download customers as a file.")],
  ["organizations.list", "R", "", "n", msg("See partners in lists and the tree.")],
  ["organizations.view", "R", "organizations.list", "n", msg("Open a partner's profile.")],
  ["organizations.create", "W", "organizations.view", "c", msg("Create partners, with their first user.")],
  ["organizations.edit", "W", "organizations.view", "n", msg("Edit a partner's profile.")],
  ["organizations.move", "W", "organizations.view", "d", msg("Move a partner to another place in the tree.")],
  ["organizations.deactivate", "W", "organizations.view", "d", msg("Deactivate and reactivate a partner and everybody in it.")],
  ["organizations.edit-guardrail", "W", "organizations.view", "d", msg("Limit which permissions people of a partner may ever use.")],
  ["users.list", "R", "", "n", msg("See people in lists.")],
  ["users.view", "R", "users.list", "n", msg("Open a person's profile.")],
  ["users.invite", "W", "users.view", "c", msg("Invite people.")],
  ["users.edit", "W", "users.view", "n", msg("Edit people's profiles, job role and region.")],
  ["users.deactivate", "W", "users.view", "c", msg("Deactivate and reactivate people.")],
  ["users.set-expiry", "W", "users.view", "n", msg("Set when a person's account ends, and the read-only cap.")],
  ["users.clone", "W", "users.view", "c", msg("Create a person with the access and settings of another.")],
  ["users.reset-factors", "W", "users.view", "d", msg("Take a person's second factors away when they have lost them.")],
  ["users.end-sessions", "W", "users.view", "c", msg("See where a person is signed in, and end it.")],
  ["users.view-as", "R", "users.view", "c", msg("See the portal as another person sees it, without changing anything.")],
  ["groups.list", "R", "", "n", msg("See groups in lists.")],
  ["groups.view", "R", "groups.list", "n", msg("Open a group and see its members.")],
  ["groups.create", "W", "groups.view", "n", msg("Create groups.")],
  ["groups.edit", "W", "groups.view", "n", msg("Rename and describe groups.")],
  ["groups.manage-members", "W", "groups.view", "c", msg("Add and remove members of groups.")],
  ["groups.edit-rule", "W", "groups.view", "d", msg("Change the rule by which a group finds its members.")],
  ["groups.archive", "W", "groups.view", "c", msg("Archive and restore groups.")],
  ["groups.clone", "W", "groups.view", "c", msg("Create a group like another one.")],
  ["roles.list", "R", "", "n", msg("See roles in lists.")],
  ["roles.view", "R", "roles.list", "n", msg("Open a role and see its permissions.")],
  ["roles.create", "W", "roles.view", "c", msg("Create roles.")],
  ["roles.edit", "W", "roles.view", "d", msg("Change what a role allows.")],
  ["roles.archive", "W", "roles.view", "c", msg("Archive and restore roles.")],
  ["roles.clone", "W", "roles.view", "c", msg("Create a role from a template or from another role.")],
  ["roles.publish", "W", "roles.view", "d", msg("Publish and roll back versions of a role template, and take them over.")],
  ["grants.list", "R", "", "n", msg("See who was given which access.")],
  ["grants.give", "W", "grants.list", "d", msg("Give and change access, never more than one's own.")],
  ["grants.revoke", "W", "grants.list", "c", msg("Take access away.")],
  ["access.explain", "R", "", "n", msg("See why somebody may or may not do something.")],
  ["territories.list", "R", "", "n", msg("See territories.")],
  ["territories.edit", "W", "territories.list", "c", msg("Create, rename and move territories.")],
  ["territories.assign", "W", "territories.list", "c", msg("Put partners and customers into territories.")],
  ["programs.list", "R", "", "n", msg("See programs and who is enrolled.")],
  ["programs.edit", "W", "programs.list", "n", msg("Create and edit programs.")],
  ["programs.enroll", "W", "programs.list", "c", msg("Enrol partners in programs and end it.")],
  ["tasks.view", "R", "", "n", msg("See other people's tasks; one's own are always seen.")],
  ["tasks.assign", "W", "tasks.view", "n", msg("Give people tasks, change and cancel them, and look after onboarding checklists.")],
  ["activity.view", "R", "", "n", msg("Read the activity log.")],
  ["activity.export", "R", "activity.view", "c", msg("Download the activity log as a file.")],
  ["api-tokens.manage", "W", "users.view", "c", msg("See and revoke the API tokens of other people.")],
  ["settings.view", "R", "organizations.view", "n", msg("See what a partner asks of its people when they sign in.")],
  ["settings.edit", "W", "settings.view", "d", msg("Require second factors and set how long sessions last.")],
  ["imports.run", "W", "", "c", msg("Import customers and people from files.")],
] as const satisfies readonly Row[];

export type Permission = (typeof rows)[number][0];

const risks = { n: "normal", c: "caution", d: "dangerous" } as const;

/** The catalogue in screen order. */
export const permissions: readonly (PermissionEntry & { key: Permission })[] = rows.map(([key, kind, implies, risk, sentence]) => ({
  key,
  kind: kind === "R" ? "read" : "write",
  implies: implies === "" ? [] : [implies],
  sentence,
  risk: risks[risk],
}));

const indexByKey = new Map<string, number>(permissions.map(({ key }, index) => [key, index]));

/** True when the catalogue has this key. */
export const isPermission = (key: string): key is Permission => indexByKey.has(key);

/** Position of a permission in the catalogue. */
export const permissionIndex = (key: Permission): number => indexByKey.get(key)!;

/** The catalogue entry of a permission. */
export const permissionEntry = (key: Permission) => permissions[permissionIndex(key)]!;

/** True for permissions that change something. */
export const isWrite = (key: Permission) => permissionEntry(key).kind === "write";

/** The keys with everything they imply, in catalogue order; unknown keys are left out. */
export function withImplied(keys: Iterable<string>): Permission[] {
  const held = new Set<string>();
  const add = (key: string) => {
    if (held.has(key) || !isPermission(key)) return;
    held.add(key);
    permissionEntry(key).implies.forEach(add);
  };
  for (const key of keys) add(key);
  return permissions.map(({ key }) => key).filter((key) => held.has(key));
}
