import { z } from "zod";
import { listQuery, several } from "@/lib/web/rest/list";

const { limit, after } = listQuery(["at"]);
const time = z.union([z.iso.date(), z.iso.datetime({ offset: true })], "Give a day or a moment, as 2026-12-31 or 2026-12-31T12:00:00Z.");

/** How the log is asked; newest first. */
export const activityQuery = z.strictObject({
  limit,
  after,
  person: several.optional().describe("ids of users"),
  action: several.optional().describe("such as customers.edit"),
  type: several.optional().describe("types of records, such as customer"),
  outcome: z.enum(["done", "refused"]).optional(),
  from: time.optional(),
  until: time.optional().describe("a day counts to its end"),
  record: several.optional().describe("type and id, such as customer:12"),
});

const values = z.record(z.string(), z.unknown()).nullable();

/** A row of the log as it is answered. */
export const activityShape = z
  .object({
    id: z.int(),
    at: z.iso.datetime(),
    actorId: z.int().nullable(),
    actorName: z.string(),
    viewingAsId: z.int().nullable().describe("with whose eyes the actor looked at the portal meanwhile"),
    viewingAsName: z.string().nullable(),
    via: z.string().nullable().describe("the token or command that was acted through"),
    action: z.string(),
    outcome: z.enum(["done", "refused"]),
    recordType: z.string(),
    recordId: z.int().nullable(),
    recordName: z.string(),
    organizationId: z.int().nullable(),
    customerId: z.int().nullable(),
    ip: z.string().nullable(),
    device: z.string().nullable(),
    before: values,
    after: values,
  })
  .meta({ id: "Activity" });
