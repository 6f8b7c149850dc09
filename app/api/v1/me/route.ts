import { z } from "zod";
import { whoAmI } from "@/lib/domain/access/me";
import { readQuery } from "@/lib/web/rest/input";
import { route } from "@/lib/web/rest/route";

/** Who the token acts for, and what they may. */
export const GET = route(async ({ viewer, request }) => {
  readQuery(request, z.strictObject({}));
  return { body: await whoAmI(viewer) };
});
