/** A role as lists show it. */
export type RoleRow = {
  id: number;
  key: string;
  name: string;
  description: string | null;
  organizationId: number;
  organizationName: string;
  /** True for a role of an organization above the viewer's home: usable, not theirs. */
  isFromAbove: boolean;
  isTemplate: boolean;
  permissionCount: number;
  archivedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
};

/** A role opened: what it allows, how much it is used, and what the viewer may do with it. */
export type RoleDetail = RoleRow & {
  permissions: string[];
  /** Grants of this role that the viewer may see; null without grants.list. */
  grantCount: number | null;
  can: { edit: boolean; archive: boolean };
};
