import { z } from "zod";
import { chosenId, name, optionalText, recordId, version } from "../../shared/fields";
import { defineList, type ListState } from "../../shared/list-state";

/** What can make a step done by itself, in words for the form. */
export const facts = {
  "signed-in": "The person has signed in",
  "profile-complete": "The person's profile has a phone number",
  "second-factor": "The person has a second step for signing in",
  "has-access": "The person holds access",
  "in-territory": "The partner lies in a territory",
  "in-program": "The partner is enrolled in a program",
  "first-customer": "The partner, or one below it, has a customer",
  "first-colleague": "The partner, or one below it, has another person",
} as const;

export type Fact = keyof typeof facts;
export const factKeys = Object.keys(facts) as Fact[];

/** Checklists under way: what has stalled first. Organization means that one and all below it. */
export const onboardingList = defineList({ sorts: ["due", "started"], filters: ["state", "organization"] });
export type OnboardingList = ListState<"due" | "started", "state" | "organization">;

export const onboardingStates = ["stalled", "running", "finished"] as const;

export const onboardingInput = z.strictObject({ onboardingId: recordId });
export type OnboardingInput = z.output<typeof onboardingInput>;

const item = z.strictObject({
  title: name,
  help: optionalText(1000).transform((text) => text ?? null),
  owner: z.enum(["newcomer", "inviter"], "Choose who does it."),
  dueDays: z.coerce.number("Enter a number of days.").int("Enter a whole number of days.").min(0, "Enter at least 0 days.").max(365, "Enter at most 365 days."),
  fact: z.preprocess((value) => (value === "" ? null : value), z.enum(factKeys, "Choose one from the list.").nullable().default(null)),
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
const items = z.preprocess(parsed, z.array(item, "Enter the steps.").min(1, "Enter at least one step.").max(30, "Use at most 30 steps."));

const fields = { name, description: optionalText(500), roleId: chosenId("Choose a role."), items };

export const createChecklistInput = z.strictObject({ organizationId: chosenId("Choose a partner."), ...fields });
export type CreateChecklistInput = z.output<typeof createChecklistInput>;

export const editChecklistInput = z.strictObject({ checklistId: recordId, version, ...fields });
export type EditChecklistInput = z.output<typeof editChecklistInput>;

export const checklistInput = z.strictObject({ checklistId: recordId });
export type ChecklistInput = z.output<typeof checklistInput>;
