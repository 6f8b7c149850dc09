import { z } from "zod";
import { referenceShape } from "@/lib/web/rest/reference";

/** Who a token acts for, as it is answered. */
export const meShape = z
  .object({
    user: z.object({ id: z.int(), key: z.string(), name: z.string(), email: z.string() }),
    organization: referenceShape,
    reach: z.object({ organization: z.int(), everything: z.boolean() }),
    permissions: z.array(z.string()),
  })
  .meta({ id: "Me" });
