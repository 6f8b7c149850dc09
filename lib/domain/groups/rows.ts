import type { PersonState } from "../access/person-state";

export type GroupType = "team" | "rule" | "security";

/** A group as lists show it. */
export type GroupRow = {
  id: number;
  key: string;
  name: string;
  description: string | null;
  type: GroupType;
  /** Made by the portal for somebody; archived when the last person is moved out. */
  isGenerated: boolean;
  organizationId: number;
  organizationName: string;
  /** People put into it that the reader may list; null for rule groups, which find their members. */
  memberCount: number | null;
  /** Groups inside it that the reader may list. */
  groupCount: number;
  archivedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
};

/** Places that a rule names, as the reader may know them; `name` is null for one they may not see. */
export type NamedPlace = { id: number; name: string | null };

/** A rule in readable form. An empty list asks nothing. */
export type GroupRule = {
  jobRole: string[];
  region: string[];
  partnerType: string[];
  organizations: NamedPlace[];
  territories: NamedPlace[];
  programs: NamedPlace[];
};

/** A group's page, and what the viewer may do with it. */
export type GroupDetail = GroupRow & {
  rule: GroupRule | null;
  inside: { id: number; name: string; type: GroupType; archivedAt: Date | null }[];
  within: { id: number; name: string; type: GroupType; archivedAt: Date | null }[];
  can: { edit: boolean; manageMembers: boolean; editRule: boolean; archive: boolean; clone: boolean; seeAccess: boolean; give: boolean };
};

/** A person in a group: put into it, found by its rule, or in a group inside it. */
export type MemberRow = {
  id: number;
  name: string;
  email: string;
  organizationId: number;
  organizationName: string;
  state: PersonState;
  /** Whether the person was put into this very group, and so can be taken out of it. */
  isDirect: boolean;
  /** Whether this group's own rule finds the person. */
  isFound: boolean;
  /** The group inside this one that brings the person, when it is not direct; null when the reader may not see it. */
  through: string | null;
  from: Date | null;
  until: Date | null;
  isCurrent: boolean;
};

/** One access of a security group, in the words that the reader may read. */
export type SecurityAccess = {
  grantId: number;
  roleId: number;
  roleName: string;
  level: "read" | "write";
  scope: string;
  /** Everything its people reach, without condition or exception. */
  isFull: boolean;
  from: Date | null;
  until: Date | null;
};

/** A security group as its list shows it. */
export type SecurityGroupRow = GroupRow & {
  /** What it gives; null for a reader who may not list access there. */
  access: SecurityAccess[] | null;
  /** Customers that its people are put into, of those the reader may list; null when it cannot be said. */
  customers: { count: number; exact: boolean } | null;
};
