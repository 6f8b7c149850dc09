import { z } from "zod";
import { listQuery, pageShape } from "@/lib/web/rest/list";
import { referenceShape } from "@/lib/web/rest/reference";
import { reasonShape } from "../check/shape";

const { limit, after } = listQuery(["name"]);

/** A question of the form: who may use this permission on this record? */
export const whoQuery = z.strictObject({
  permission: z.string("Name a permission, such as customers.view.").max(100),
  type: z.string("Name a type of record, such as customer.").max(50),
  id: z.string("Give an id, or key: and a key.").min(1).max(300).describe("id, or key: and the key"),
  search: z.string().max(100).optional().describe("words of the name or address"),
  limit,
  after,
});

const user = z.object({ id: z.int(), key: z.string(), name: z.string(), organization: referenceShape });

/** A page of people with the reasons of each. */
export const whoShape = pageShape(z.object({ user, reasons: z.array(reasonShape) }))
  .extend({ hidden: z.int().describe("how many more may, whom the token's user may not see or ask about") })
  .meta({ id: "AccessWho" });
