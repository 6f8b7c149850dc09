import { z } from "zod";
import { name, optionalId, optionalKey, recordId, someIds, version } from "../../shared/fields";
import { msg } from "../../shared/language/text";
import { defineList, type ListState } from "../../shared/list-state";

/** What the list of territories can be sorted and filtered by; parent is that one and all below it. */
export const territoryList = defineList({ sorts: ["name"], filters: ["parent"] });
export type TerritoryList = ListState<"name", "parent">;

export const createTerritoryInput = z.strictObject({ name, key: optionalKey, parentId: optionalId });
export type CreateTerritoryInput = z.output<typeof createTerritoryInput>;

export const renameTerritoryInput = z.strictObject({ territoryId: recordId, version, name: name.optional() });
export type RenameTerritoryInput = z.output<typeof renameTerritoryInput>;

/** To under another territory, or to the top with none. */
export const moveTerritoryInput = z.strictObject({ territoryId: recordId, parentId: optionalId });
export type MoveTerritoryInput = z.output<typeof moveTerritoryInput>;

export const deleteTerritoryInput = z.strictObject({ territoryId: recordId });
export type DeleteTerritoryInput = z.output<typeof deleteTerritoryInput>;

/** Puts partners into a territory, or with none takes them out of theirs. */
export const assignOrganizationsInput = z.strictObject({ territoryId: optionalId, organizations: someIds(200, msg("Choose at least one partner.")) });
export type AssignOrganizationsInput = z.output<typeof assignOrganizationsInput>;

/** Puts customers into a territory, or with none takes them out of theirs. */
export const assignCustomersInput = z.strictObject({ territoryId: optionalId, customers: someIds(200, msg("Choose at least one customer.")) });
export type AssignCustomersInput = z.output<typeof assignCustomersInput>;
