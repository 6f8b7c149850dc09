import { lookupCustomers } from "@/lib/domain/customers/queries";
import { idIn, lookupRoute } from "@/lib/web/lookup";

/** Customers by name, number or city, for pickers; with `?within=` those of an organization and all below it. */
export const GET = (request: Request): Promise<Response> => {
  const within = idIn(new URL(request.url).searchParams, "within");
  return lookupRoute(async (viewer, words) =>
    (await lookupCustomers(viewer, words, within)).map(({ id, name, key, city }) => ({ value: String(id), label: name, hint: [key, city].filter(Boolean).join(", ") })),
  )(request);
};
