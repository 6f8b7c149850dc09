import { z } from "zod";
import { optionalDay, optionalId, recordId, version } from "../../shared/fields";
import { orSay, t } from "../../shared/language/text";

/** Times that may be chosen, in minutes; none is whatever holds otherwise. */
export const idleChoices = [15, 30, 60, 120, 240, 480, 720, 1440] as const;
export const absoluteChoices = [60, 240, 480, 720, 1440, 2880, 10_080, 43_200] as const;

const among = (choices: readonly number[]) =>
  z.preprocess((value) => (value === "" || value === null ? null : value), z.coerce.number(orSay("Choose a time from the list.")).refine((value) => choices.includes(value), orSay("Choose a time from the list.")).nullable().optional().transform((value) => value ?? null));

const asked = {
  organizationId: recordId,
  /** None is everybody of the organization and those below it. */
  roleId: optionalId,
  factor: z.enum(["none", "from"], orSay("Choose whether a second factor is required.")),
  factorFrom: optionalDay,
};

const hasDay = ({ factor, factorFrom }: { factor: string; factorFrom?: Date | null | undefined }) => factor === "none" || factorFrom instanceof Date;
const dayMissing = { path: ["factorFrom"], ...orSay("Choose from which day.") };

/** What an organization asks of its people at sign-in; `version` is 0 where there was nothing yet. */
export const setPolicyInput = z
  .strictObject({ ...asked, version, idleMinutes: among(idleChoices), absoluteMinutes: among(absoluteChoices) })
  .refine(hasDay, dayMissing)
  .refine(({ idleMinutes, absoluteMinutes }) => idleMinutes === null || absoluteMinutes === null || idleMinutes <= absoluteMinutes, {
    path: ["idleMinutes"],
    error: () => t("Choose no more than the session lasts in all."),
  });
export type SetPolicyInput = z.output<typeof setPolicyInput>;

/** The same, to be told whom it will touch before it is saved. */
export const policyEffectInput = z.strictObject(asked);
export type PolicyEffectInput = z.output<typeof policyEffectInput>;

export const removePolicyInput = z.strictObject({ organizationId: recordId, policyId: recordId });
