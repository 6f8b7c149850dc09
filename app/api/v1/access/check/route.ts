import { checkAccess } from "@/lib/domain/access/check";
import { readBody } from "@/lib/web/rest/input";
import { route } from "@/lib/web/rest/route";
import { checkBody } from "./shape";

/** Whether people may use permissions on records, with the reasons or what is missing. */
export const POST = route(async ({ viewer, request }) => {
  const { value } = await readBody(request, checkBody);
  return { body: { results: await checkAccess(viewer, value.checks) } };
});
