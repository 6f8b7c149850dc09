import type { PersonState } from "../access/person-state";

export type UserStatus = "invited" | "active" | "deactivated";

/** A person as lists show it. */
export type UserRow = {
  id: number;
  email: string;
  name: string;
  status: UserStatus;
  state: PersonState;
  readOnly: boolean;
  expiresAt: Date | null;
  organizationId: number;
  organizationName: string;
  jobRole: string | null;
  region: string | null;
  phone: string | null;
  /** The last part of their picture's address; null without one. */
  picture: string | null;
  lastSignInAt: Date | null;
  /** Until when the newest link of somebody who was invited is good, or was; null without one. */
  invitedUntil: Date | null;
  /** Who answers for the invitation of somebody who has not come; null when nobody does. */
  inviter: { id: number; name: string; hasLeft: boolean } | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
};

/** A person's profile, and what the viewer may do with it. */
export type UserDetail = UserRow & {
  /** The organizations above the home that the viewer may list, the nearest first. */
  above: { id: number; name: string }[];
  isSelf: boolean;
  hasPassword: boolean;
  /** How to reach them best, in their own words. */
  contactNote: string | null;
  /** Whether their organization or one above it is deactivated, whatever their own state. */
  isSuspended: boolean;
  can: { invite: boolean; edit: boolean; deactivate: boolean; limit: boolean; clone: boolean; give: boolean; seeAccess: boolean; explain: boolean; viewAs: boolean };
};

/** A group that a person is in, and how: directly, by its rule, or through groups inside it. */
export type UserGroup = {
  id: number;
  name: string;
  type: "team" | "rule" | "security";
  isDirect: boolean;
  /** Names of the groups between the person and this one, from the one joined directly. */
  through: string[];
  from: Date | null;
  until: Date | null;
  /** Whether it counts now. */
  isCurrent: boolean;
};
