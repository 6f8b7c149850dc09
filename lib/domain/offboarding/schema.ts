import { z } from "zod";
import { optionalId, recordId } from "../../shared/fields";

/** Who leaves, and who takes over what they had. Nobody named means that it stays as it is. */
export const offboardInput = z.strictObject({
  userId: recordId,
  /** The next account manager of their customers. */
  customersTo: optionalId,
  /** Who joins the groups in which they were the only one. */
  groupsTo: optionalId,
  /** Who does their open tasks. */
  tasksTo: optionalId,
  /** Who answers for their open invitations. */
  invitationsTo: optionalId,
});
export type OffboardInput = z.output<typeof offboardInput>;

export const undoOffboardingInput = z.strictObject({ offboardingId: recordId });
export type UndoOffboardingInput = z.output<typeof undoOffboardingInput>;
