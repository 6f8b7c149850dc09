import { z } from "zod";
import { facts } from "../../shared/checklist-facts";
import { chosenId, name, optionalText, recordId, version } from "../../shared/fields";
import { msg, orSay } from "../../shared/language/text";
import { defineList, type ListState } from "../../shared/list-state";

export type Fact = keyof typeof facts;
export const factKeys = Object.keys(facts) as Fact[];

/** Checklists under way: what has stalled first. Organization means that one and all below it. */
export const onboardingList = defineList({ sorts: ["due", "started"], filters: ["state", "organization"] });
export type OnboardingList = ListState<"due" | "started", "state" | "organization">;

export const onboardingStates = ["stalled", "running", "finished"] as const;

export const onboardingInput = z.strictObject({ onboardingId: recordId });
export type OnboardingInput = z.output<typeof onboardingInput>;

/** An emptied field is no zero. */
const emptyIsNone = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);

const item = z.strictObject({
  title: name,
  help: optionalText(1000).transform((text) => text ?? null),
  owner: z.enum(["newcomer", "inviter"], orSay("Choose who does it.")),
  dueDays: z.preprocess(emptyIsNone, z.coerce.number(orSay("Enter a number of days.")).int(orSay("Enter a whole number of days.")).min(0, orSay("Enter at least 0 days.")).max(365, orSay("Enter at most 365 days."))),
  fact: z.preprocess((value) => (value === "" ? null : value), z.enum(factKeys, orSay("Choose one from the list.")).nullable().default(null)),
});
export type Item = z.output<typeof item>;

const parsed = (text: unknown): unknown => {
  if (typeof text !== "string") return text;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** The steps in their order; a form sends them as JSON text. */
const items = z.preprocess(parsed, z.array(item, orSay("Enter the steps.")).min(1, orSay("Enter at least one step.")).max(30, orSay("Use at most 30 steps.")));

const fields = { name, description: optionalText(500), roleId: chosenId(msg("Choose a role.")), items };

export const createChecklistInput = z.strictObject({ organizationId: chosenId(msg("Choose a partner.")), ...fields });
export type CreateChecklistInput = z.output<typeof createChecklistInput>;

export const editChecklistInput = z.strictObject({ checklistId: recordId, version, ...fields });
export type EditChecklistInput = z.output<typeof editChecklistInput>;

export const checklistInput = z.strictObject({ checklistId: recordId });
export type ChecklistInput = z.output<typeof checklistInput>;
