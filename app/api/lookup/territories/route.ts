import { lookupTerritories } from "@/lib/domain/territories/queries";
import { t } from "@/lib/shared/language/text";
import { lookupRoute } from "@/lib/web/lookup";

/** Territories for pickers. */
export const GET = lookupRoute(async (viewer, words) =>
  (await lookupTerritories(viewer, words)).map(({ id, name, key, above }) => ({ value: String(id), label: name, hint: above ? t("{key}, in {above}", { key, above }) : key })),
);
