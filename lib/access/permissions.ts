/** One thing a person can be allowed to do. The catalogue is the source of the matrix, the menu, the API and the tests. */
export type PermissionEntry = {
  key: string;
  kind: "read" | "write";
  /** Keys that come with it; transitive. */
  implies: readonly string[];
  /** What it allows, as a sentence for the screen. */
  sentence: string;
  risk: "normal" | "caution" | "dangerous";
};

type Row = [key: string, kind: "R" | "W", implies: string, risk: "n" | "c" | "d", sentence: string];

const rows = [
  ["customers.list", "R", "", "n", "See customers in lists and search."],
  ["customers.view", "R", "customers.list", "n", "Open a customer's profile and history."],
  ["customers.create", "W", "customers.view", "n", "Create customers."],
  ["customers.edit", "W", "customers.edit-contact", "n", "Edit every field of a customer's profile."],
  ["customers.edit-contact", "W", "customers.view", "n", "Edit phone, email, address and comment of a customer, nothing else."],
  ["customers.suspend", "W", "customers.view", "c", "Suspend and reconnect customers."],
  ["customers.reassign", "W", "customers.view", "c", "Change a customer's partner, territory and account manager."],
  ["customers.delete", "W", "customers.view", "c", "Archive and restore customers."],
  ["customers.export", "R", "customers.view", "c", "Download customers as a file."],
  ["organizations.list", "R", "", "n", "See partners in lists and the tree."],
  ["organizations.view", "R", "organizations.list", "n", "Open a partner's profile."],
  ["organizations.create", "W", "organizations.view", "c", "Create partners, with their first user."],
  ["organizations.edit", "W", "organizations.view", "n", "Edit a partner's profile."],
  ["organizations.move", "W", "organizations.view", "d", "Move a partner to another place in the tree."],
  ["organizations.deactivate", "W", "organizations.view", "d", "Deactivate and reactivate a partner and everybody in it."],
  ["organizations.edit-guardrail", "W", "organizations.view", "d", "Limit which permissions people of a partner may ever use."],
  ["users.list", "R", "", "n", "See people in lists."],
  ["users.view", "R", "users.list", "n", "Open a person's profile."],
  ["users.invite", "W", "users.view", "c", "Invite people."],
  ["users.edit", "W", "users.view", "n", "Edit people's profiles, job role and region."],
  ["users.deactivate", "W", "users.view", "c", "Deactivate and reactivate people."],
  ["users.set-expiry", "W", "users.view", "n", "Set when a person's account ends, and the read-only cap."],
  ["users.clone", "W", "users.view", "c", "Create a person with the access and settings of another."],
  ["users.reset-factors", "W", "users.view", "d", "Take a person's second factors away when they have lost them."],
  ["users.end-sessions", "W", "users.view", "c", "See where a person is signed in, and end it."],
  ["users.view-as", "R", "users.view", "c", "See the portal as another person sees it, without changing anything."],
  ["groups.list", "R", "", "n", "See groups in lists."],
  ["groups.view", "R", "groups.list", "n", "Open a group and see its members."],
  ["groups.create", "W", "groups.view", "n", "Create groups."],
  ["groups.edit", "W", "groups.view", "n", "Rename and describe groups."],
  ["groups.manage-members", "W", "groups.view", "c", "Add and remove members of groups."],
  ["groups.edit-rule", "W", "groups.view", "d", "Change the rule by which a group finds its members."],
  ["groups.archive", "W", "groups.view", "c", "Archive and restore groups."],
  ["groups.clone", "W", "groups.view", "c", "Create a group like another one."],
  ["roles.list", "R", "", "n", "See roles in lists."],
  ["roles.view", "R", "roles.list", "n", "Open a role and see its permissions."],
  ["roles.create", "W", "roles.view", "c", "Create roles."],
  ["roles.edit", "W", "roles.view", "d", "Change what a role allows."],
  ["roles.archive", "W", "roles.view", "c", "Archive and restore roles."],
  ["roles.clone", "W", "roles.view", "c", "Create a role from a template or from another role."],
  ["roles.publish", "W", "roles.view", "d", "Publish and roll back versions of a role template, and take them over."],
  ["grants.list", "R", "", "n", "See who was given which access."],
  ["grants.give", "W", "grants.list", "d", "Give and change access, never more than one's own."],
  ["grants.revoke", "W", "grants.list", "c", "Take access away."],
  ["access.explain", "R", "", "n", "See why somebody may or may not do something."],
  ["territories.list", "R", "", "n", "See territories."],
  ["territories.edit", "W", "territories.list", "c", "Create, rename and move territories."],
  ["territories.assign", "W", "territories.list", "c", "Put partners and customers into territories."],
  ["programs.list", "R", "", "n", "See programs and who is enrolled."],
  ["programs.edit", "W", "programs.list", "n", "Create and edit programs."],
  ["programs.enroll", "W", "programs.list", "c", "Enrol partners in programs and end it."],
  ["tasks.view", "R", "", "n", "See other people's tasks; one's own are always seen."],
  ["tasks.assign", "W", "tasks.view", "n", "Give people tasks, change and cancel them, and look after onboarding checklists."],
  ["activity.view", "R", "", "n", "Read the activity log."],
  ["api-tokens.manage", "W", "users.view", "c", "See and revoke the API tokens of other people."],
  ["settings.view", "R", "organizations.view", "n", "See what a partner asks of its people when they sign in."],
  ["settings.edit", "W", "settings.view", "d", "Require second factors and set how long sessions last."],
  ["imports.run", "W", "", "c", "Import customers and people from files."],
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
