import { lookupTerritories } from "@/lib/domain/territories/queries";
import { lookupRoute } from "@/lib/web/lookup";

/** Territories for pickers. */
export const GET = lookupRoute(async (viewer, words) =>
  (await lookupTerritories(viewer, words)).map(({ id, name, key, above }) => ({ value: String(id), label: name, hint: above ? `${key}, in ${above}` : key })),
);
