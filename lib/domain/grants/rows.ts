import type { GrantLevel, ScopeKind } from "../../access/grant";

/** The part of a grant that says which records it reaches, as stored. */
export type Scope = {
  kind: ScopeKind;
  /** Organization, territory or program of the scope. */
  ref: number | null;
  customers: number[];
  narrowTerritoryId: number | null;
  narrowProgramId: number | null;
  exceptCustomers: number[];
  exceptOrganizations: number[];
};

export type GrantState = "current" | "future" | "ended";

/** A grant as lists show it, in the words that the viewer may read. */
export type GrantRow = {
  id: number;
  key: string;
  userId: number | null;
  groupId: number | null;
  holderName: string;
  organizationId: number;
  organizationName: string;
  roleId: number;
  roleName: string;
  kind: ScopeKind;
  /** What it covers: "Nordlys with its own customers". */
  scope: string;
  level: GrantLevel;
  from: Date | null;
  until: Date | null;
  state: GrantState;
  reason: string | null;
  source: string;
  grantedByName: string | null;
  createdAt: Date;
  updatedAt: Date;
  version: number;
};

/** A choice already made, with its name, as pickers show it; `locked` says why it cannot be made. */
export type Chosen = { value: string; label: string; hint?: string; locked?: string };

/** A scope with the names that the viewer may read, for the editor; what they may not see is left out. */
export type ScopeChoice = {
  kind: ScopeKind;
  organization: Chosen | null;
  territory: Chosen | null;
  program: Chosen | null;
  customers: Chosen[];
  narrowTerritory: Chosen | null;
  narrowProgram: Chosen | null;
  exceptCustomers: Chosen[];
  exceptOrganizations: Chosen[];
};

/** A grant opened, with what bites on it and what the viewer may do with it. */
export type GrantDetail = GrantRow & {
  /** Customers that the viewer may not see are left out. */
  places: Scope;
  isToSelf: boolean;
  /** It names customers or partners that the viewer may not see, so they cannot change it. */
  hides: boolean;
  can: { change: boolean; revoke: boolean };
};
