/** Deactivated itself, or suspended because one above it is. */
export type OrganizationState = "active" | "suspended" | "deactivated";

/** A partner as lists show it. */
export type OrganizationRow = {
  id: number;
  key: string;
  name: string;
  state: OrganizationState;
  /** Null when the one above may not be seen. */
  parentId: number | null;
  parentName: string | null;
  partnerType: string | null;
  tier: string | null;
  region: string | null;
  territoryId: number | null;
  territoryName: string | null;
  /** Partners directly below that the reader may list. */
  childCount: number;
  createdAt: Date;
  updatedAt: Date;
  version: number;
};

/** A partner's profile and what the viewer may do with it. */
export type OrganizationDetail = Omit<OrganizationRow, "state"> & {
  status: "active" | "deactivated";
  state: OrganizationState;
  isOperator: boolean;
  isOwnHome: boolean;
  billingMode: "prepaid" | "postpaid";
  /** The permissions that its people may ever use; null is no limit of its own. */
  guardrail: string[] | null;
  /** The way from the top to the one above, as far as the viewer may see it. */
  above: { id: number; name: string }[];
  programs: { id: number; name: string; tier: string | null; from: string; until: string | null; isCurrent: boolean }[];
  can: { create: boolean; edit: boolean; assign: boolean; move: boolean; deactivate: boolean; editGuardrail: boolean; enroll: boolean; explain: boolean };
};

/** What a deactivation or reactivation does to people and partners below, counted within what the viewer may see. */
export type StateImpact = { people: number | null; partners: number };

/** A node of the tree on screen: those open carry their children. */
export type OrganizationNode = { id: number; name: string; state: OrganizationState; childCount: number; children: OrganizationNode[]; hasMore: boolean };

/** A role that the first user of a new partner may get from the viewer. */
export type AssignableRole = { id: number; name: string; description: string | null; key: string };
