import { lookupActors } from "@/lib/domain/activity/queries";
import { lookupRoute } from "@/lib/web/lookup";

/** People who stand in the log as the viewer sees it. */
export const GET = lookupRoute(async (viewer, words) => (await lookupActors(viewer, words)).map(({ id, name }) => ({ value: String(id), label: name })));
