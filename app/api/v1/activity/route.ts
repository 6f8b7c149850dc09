import { cursorOf } from "@/lib/domain/activity/cursor";
import { listActivity } from "@/lib/domain/activity/queries";
import { readQuery } from "@/lib/web/rest/input";
import { requireCursor, restPage } from "@/lib/web/rest/list";
import { route } from "@/lib/web/rest/route";
import { activityQuery } from "./shape";
import { asEntries } from "./told";

/** The activity log of the reach of the token's user. */
export const GET = route(async ({ viewer, request }) => {
  const { limit, after, outcome, from, until, ...filters } = readQuery(request, activityQuery);
  const one = (value: string | undefined) => (value === undefined ? [] : [value]);
  const page = await listActivity(viewer, {
    sort: "at",
    direction: "desc",
    search: "",
    filters: { ...filters, outcome: one(outcome), from: one(from), until: one(until) },
    after: requireCursor(after, (text) => cursorOf(text) !== null),
    before: null,
    limit,
    columns: null,
  });
  return { body: restPage(page, await asEntries(viewer, page.rows)) };
});
