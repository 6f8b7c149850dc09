import { z } from "zod";
import { t } from "../../../shared/language/text";

/** The largest id the database knows. */
const largest = 2_147_483_647;
const chosen = z.preprocess((value) => (value === "" || value === null ? undefined : value), z.coerce.number().int().positive().max(largest).optional());
const ticked = z.literal("true").optional();

/** The customers of a list and where they go; what is neither chosen nor ticked stays as it is. */
export const reassignManyInput = z
  .strictObject({
    /** The list's search and filters, as they stand in its address. */
    query: z.string().max(4000),
    organizationId: chosen,
    territoryId: chosen,
    noTerritory: ticked,
    accountManagerId: chosen,
    noManager: ticked,
  })
  .superRefine(({ organizationId, territoryId, noTerritory, accountManagerId, noManager }, context) => {
    const wrong = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message });
    if (territoryId && noTerritory) wrong("territoryId", t("Choose a territory, or none, not both."));
    if (accountManagerId && noManager) wrong("accountManagerId", t("Choose an account manager, or none, not both."));
    if (!organizationId && !territoryId && !noTerritory && !accountManagerId && !noManager) wrong("organizationId", t("Choose what becomes different: partner, territory or account manager."));
  })
  .transform(({ query, organizationId, territoryId, noTerritory, accountManagerId, noManager }) => ({
    query,
    place: { organizationId, territoryId: noTerritory ? null : territoryId, accountManagerId: noManager ? null : accountManagerId },
  }));
export type ReassignManyInput = z.output<typeof reassignManyInput>;

export const undoReassignmentInput = z.strictObject({ reassignmentId: z.coerce.number().int().positive().max(largest) });
export type UndoReassignmentInput = z.output<typeof undoReassignmentInput>;
