const noun: Record<string, string> = {
  customers: "customerId",
  organizations: "organizationId",
  users: "userId",
  groups: "groupId",
  "security-groups": "groupId",
  roles: "roleId",
  grants: "grantId",
  territories: "territoryId",
  programs: "programId",
};

/** The record that a page's path is about, by the name that inputs give it: `{ customerId: 7 }` for `/customers/7/edit`; `{}` for none. */
export function recordInPath(path: string): Record<string, number> {
  const [, section = "", id = ""] = path.split("/");
  const field = Object.hasOwn(noun, section) ? noun[section] : undefined;
  return field && /^[1-9]\d{0,9}$/.test(id) ? { [field]: Number(id) } : {};
}
