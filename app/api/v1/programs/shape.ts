import { z } from "zod";
import { createProgramInput, editProgramInput, enrollInput } from "@/lib/domain/programs/schema";
import { key } from "@/lib/shared/fields";
import { references } from "@/lib/web/rest/reference";
import { moment, text, versioned } from "../shape";

const program = { ...versioned, name: z.string(), description: text, enrolledCount: z.int().describe("partners enrolled now that may be listed"), createdAt: moment };

/** A program in a list. */
export const programRow = z.object(program).meta({ id: "ProgramRow" });

/** One program. */
export const programShape = z.object(program).meta({ id: "Program" });

/** A partner's time in a program. */
export const enrollmentRow = z
  .object({
    id: z.int().describe("the partner's"),
    key: z.string(),
    name: z.string(),
    partnerType: text,
    tier: text,
    from: moment,
    until: moment.nullable(),
    state: z.enum(["current", "future", "ended"]),
  })
  .meta({ id: "Enrollment" });

const description = createProgramInput.shape.description;

export const createProgramBody = z.strictObject({ name: createProgramInput.shape.name, key: key.optional(), description }).meta({ id: "ProgramToCreate" });
export const patchProgramBody = z.strictObject({ name: editProgramInput.shape.name, description }).meta({ id: "ProgramChange" });

const { from, until, tier } = enrollInput.shape;

/** Partners to be enrolled, or to get other dates. */
export const enrollBody = z.strictObject({ organizations: references(200).min(1), from, until, tier }).meta({ id: "OrganizationsToEnroll" });
