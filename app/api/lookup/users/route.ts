import { lookupUsers } from "@/lib/domain/users/queries";
import { lookupRoute } from "@/lib/web/lookup";

/** People by name or address, for pickers. */
export const GET = lookupRoute(async (viewer, words) =>
  (await lookupUsers(viewer, words)).map(({ id, name, email, organizationName }) => ({
    value: String(id),
    label: name,
    hint: `${email}, ${organizationName}`,
  })),
);
