import { lookupPrograms } from "@/lib/domain/programs/queries";
import { lookupRoute } from "@/lib/web/lookup";

/** Programs for pickers. */
export const GET = lookupRoute(async (viewer, words) => (await lookupPrograms(viewer, words)).map(({ id, name, key }) => ({ value: String(id), label: name, hint: key })));
