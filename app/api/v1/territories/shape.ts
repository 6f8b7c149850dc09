import { z } from "zod";
import { createTerritoryInput, renameTerritoryInput } from "@/lib/domain/territories/schema";
import { key } from "@/lib/shared/fields";
import { reference, references } from "@/lib/web/rest/reference";
import { named } from "../named";
import { versioned } from "../shape";

/** A territory in a list. */
export const territoryRow = z
  .object({ ...versioned, name: z.string(), parent: named("territories").nullable(), childCount: z.int(), organizationCount: z.int().describe("partners in it and below that may be listed") })
  .meta({ id: "TerritoryRow" });

/** One territory. */
export const territoryShape = territoryRow.extend({ above: z.array(named("territories")) }).meta({ id: "Territory" });

const parent = reference.nullable().describe("null is the top");

export const createTerritoryBody = z.strictObject({ name: createTerritoryInput.shape.name, key: key.optional(), parent: parent.optional() }).meta({ id: "TerritoryToCreate" });
export const patchTerritoryBody = z.strictObject({ name: renameTerritoryInput.shape.name }).meta({ id: "TerritoryChange" });
export const moveTerritoryBody = z.strictObject({ parent }).meta({ id: "TerritoryMove" });
export const assignOrganizationsBody = z.strictObject({ organizations: references(200).min(1) }).meta({ id: "OrganizationsToAssign" });
export const assignCustomersBody = z.strictObject({ customers: references(200).min(1) }).meta({ id: "CustomersToAssign" });
