import { lookupCustomers } from "@/lib/domain/customers/queries";
import { lookupRoute } from "@/lib/web/lookup";

/** Customers by name, number or city, for pickers. */
export const GET = lookupRoute(async (viewer, words) =>
  (await lookupCustomers(viewer, words)).map(({ id, name, key, city }) => ({ value: String(id), label: name, hint: [key, city].filter(Boolean).join(", ") })),
);
