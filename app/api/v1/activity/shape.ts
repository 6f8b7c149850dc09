import { z } from "zod";
import { listQuery, several } from "@/lib/web/rest/list";
import { namedAtTheTime, namedOrHidden } from "../named";

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
    actor: namedAtTheTime("users", "who did it; without an id for commands of the machine's owner"),
    viewingAs: namedAtTheTime("users", "with whose eyes the actor looked at the portal meanwhile").nullable(),
    via: z.string().nullable().describe("the token or command that was acted through"),
    action: z.string(),
    outcome: z.enum(["done", "refused"]),
    record: z.object({ type: z.string(), id: z.int().nullable(), key: z.string().nullable(), name: z.string() }).describe("what it was done to, by its name at the time; without a key where it is gone"),
    organization: namedOrHidden("organizations").nullable().describe("its home, by which reading the row is decided"),
    customer: namedOrHidden("customers").nullable(),
    ip: z.string().nullable(),
    device: z.string().nullable(),
    before: values,
    after: values,
  })
  .meta({ id: "Activity" });
