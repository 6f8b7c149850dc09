import { lookupGroups } from "@/lib/domain/groups/queries";
import { lookupRoute } from "@/lib/web/lookup";

const kinds = { team: "team", rule: "rule group", security: "security group" } as const;

/** Groups by name, for pickers. `?for=members` leaves out those that find their members by a rule. */
export function GET(request: Request): Promise<Response> {
  const isForMembers = new URL(request.url).searchParams.get("for") === "members";
  return lookupRoute(async (viewer, words) => {
    const found = await lookupGroups(viewer, words, isForMembers ? ["team", "security"] : undefined);
    return found.map(({ id, name, type, organizationName }) => ({
      value: String(id),
      label: name,
      hint: `${kinds[type]}, ${organizationName}`,
    }));
  })(request);
}
