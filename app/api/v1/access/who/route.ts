import { isPlaceIn } from "@/lib/domain/access/list-place";
import { whoMayInKeys } from "@/lib/domain/access/who";
import { readQuery } from "@/lib/web/rest/input";
import { requireCursor, restPage } from "@/lib/web/rest/list";
import { route } from "@/lib/web/rest/route";
import { whoQuery } from "./shape";

/** Who may use a permission on a record, a page at a time, with the reasons. */
export const GET = route(async ({ viewer, request }) => {
  const { permission, type, id, search, limit, after } = readQuery(request, whoQuery);
  const record = { type, id };
  const page = await whoMayInKeys(viewer, { permission, record, search: search ?? "", limit, after: requireCursor(after, (text) => isPlaceIn("name", text)) });
  const rows = page.rows.map(({ user: { id, name, email, organizationId, organizationKey, organizationName }, reasons }) => ({
    user: { id, key: email, name, organization: { id: organizationId, key: organizationKey, name: organizationName } },
    reasons,
  }));
  return { body: { ...restPage(page, rows), hidden: page.hidden } };
});
