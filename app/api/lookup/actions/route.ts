import { authorize } from "@/lib/access/decide";
import { knownActions } from "@/lib/domain/activity/words";
import { lookupRoute } from "@/lib/web/lookup";

/** What the log can be narrowed to, by any word of it. */
export const GET = lookupRoute(async (viewer, words) => {
  authorize(viewer, "activity.view");
  const wanted = words.toLowerCase();
  return knownActions().filter(({ value, label }) => `${value} ${label}`.toLowerCase().includes(wanted));
});
