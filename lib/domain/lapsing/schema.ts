import { z } from "zod";
import { recordId, version } from "../../shared/fields";
import { msg, orSay, t, type Message } from "../../shared/language/text";

const days = (least: number, most: number, empty: Message) =>
  z
    .string()
    .trim()
    .regex(/^\d*$/, orSay(empty))
    .transform((text) => (text === "" ? null : Number(text)))
    .refine((count) => count === null || (count >= least && count <= most), orSay("Enter a number from {least} to {most}.", { least, most }));

/** After how many days without a sign-in people of a partner and below are deactivated, and how many days before they are warned. */
export const setIdlePolicyInput = z
  .strictObject({
    organizationId: recordId,
    version,
    idleDays: days(14, 3650, msg("Enter a number of days, or leave it empty.")),
    idleWarningDays: days(1, 60, msg("Enter a number of days.")).transform((count) => count ?? 7),
  })
  .refine(({ idleDays, idleWarningDays }) => idleDays === null || idleWarningDays < idleDays, { path: ["idleWarningDays"], error: () => t("The warning must come before the end.") });
export type SetIdlePolicyInput = z.output<typeof setIdlePolicyInput>;
