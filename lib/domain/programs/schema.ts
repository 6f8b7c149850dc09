import { z } from "zod";
import { name, optionalKey, optionalText, recordId, someIds, version } from "../../shared/fields";
import { msg, orSay } from "../../shared/language/text";
import { defineList, type ListState } from "../../shared/list-state";

/** What the list of programs can be sorted by. */
export const programList = defineList({ sorts: ["name", "created"] });
export type ProgramList = ListState<"name" | "created">;

/** What the partners of a program can be sorted and filtered by; status is current, future or ended. */
export const enrollmentList = defineList({ sorts: ["name", "from"], filters: ["status"] });
export type EnrollmentList = ListState<"name" | "from", "status">;

export const createProgramInput = z.strictObject({ name, key: optionalKey, description: optionalText(1000) });
export type CreateProgramInput = z.output<typeof createProgramInput>;

export const editProgramInput = z.strictObject({ programId: recordId, version, name: name.optional(), description: optionalText(1000) });
export type EditProgramInput = z.output<typeof editProgramInput>;

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && new Date(text).toISOString().startsWith(text);
const isMoment = (text: string) => !Number.isNaN(Date.parse(text)) && (isDay(text) || /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(text));

/** A day like 2026-12-31 (its beginning, UTC) or a full moment; empty is none. */
const moment = z
  .string()
  .trim()
  .refine((text) => text === "" || isMoment(text), orSay("Enter a day like 2026-12-31."))
  .transform((text) => (text === "" ? null : new Date(text)))
  .nullable()
  .optional();

const somePartners = someIds(200, msg("Choose at least one partner."));

/** Enrols partners, or gives those enrolled already new dates. Without a beginning it begins now. */
export const enrollInput = z.strictObject({
  programId: recordId,
  organizations: somePartners,
  from: moment,
  until: moment,
  tier: optionalText(100),
});
export type EnrollInput = z.output<typeof enrollInput>;

export const endEnrollmentInput = z.strictObject({
  programId: recordId,
  organizations: somePartners,
});
export type EndEnrollmentInput = z.output<typeof endEnrollmentInput>;
