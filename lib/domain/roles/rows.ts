import type { Permission } from "@/lib/access/permissions";
import type { ProposedChange } from "@/lib/access/proposal";

/** Where a role comes from: the template it was cloned from, at which version it stands, and how the two differ today. */
export type Lineage = {
  templateId: number;
  templateName: string;
  /** The version that it was cloned from or decided on last. */
  number: number;
  /** The template's newest version. */
  latest: number;
  /** The last version that nothing was taken from. */
  declined: number | null;
  /** What it allows beyond the newest version, and what it lacks of it. */
  more: Permission[];
  lacks: Permission[];
  /** What the newest version would change in it; empty when there is nothing to decide. */
  proposal: ProposedChange[];
};

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
  /** Null for a role of its own, and where the template is hidden from the viewer. */
  lineage: Lineage | null;
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
  /** Only read access was given with it, as far as the viewer may see. */
  isOnlyRead: boolean;
  /** The newest version of a template; null for other roles. */
  number: number | null;
  /** Roles cloned from it that the viewer may list, and those of them with a proposal to decide. */
  clones: { count: number; open: number };
  can: { edit: boolean; archive: boolean; clone: boolean; publish: boolean };
};

/** One version of a template, with what it changed against the one before. */
export type RoleVersionRow = {
  number: number;
  permissions: string[];
  note: string | null;
  restoredNumber: number | null;
  publishedByName: string;
  publishedAt: Date;
  added: Permission[];
  removed: Permission[];
};

/** A clone beside its template. */
export type DriftRow = { id: number; name: string; organizationId: number; organizationName: string } & Lineage;

/** Clones of one template, counted. */
export type DriftCount = { templateId: number; templateName: string; latest: number; clones: number; same: number; differ: number; open: number };

/** What a template's newest version would change in a clone, with its three sides. */
export type Proposal = {
  roleId: number;
  roleName: string;
  version: number;
  templateId: number;
  templateName: string;
  number: number;
  latest: number;
  /** What the publisher said about the newest version. */
  note: string | null;
  base: readonly string[];
  theirs: readonly string[];
  next: readonly string[];
  changes: ProposedChange[];
  canDecide: boolean;
};
