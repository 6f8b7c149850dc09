import type { GrantLevel, ScopeKind } from "../../access/grant";

/** A grant of the world before it has an id. */
export type WorldGrant = {
  user?: number;
  group?: number;
  role: number;
  kind: ScopeKind;
  ref?: number;
  level?: GrantLevel;
  customers?: number[];
  exceptCustomers?: number[];
  exceptOrganizations?: number[];
  narrowTerritory?: number;
  narrowProgram?: number;
};
