import { lookupGroups } from "@/lib/domain/groups/queries";
import type { GroupType } from "@/lib/domain/groups/rows";
import { msg, t } from "@/lib/shared/language/text";
import { lookupRoute } from "@/lib/web/lookup";

const kinds = { team: msg("team"), rule: msg("rule group"), security: msg("security group") } as const;

const purposes: Record<string, GroupType[]> = { members: ["team", "security"], security: ["security"] };

/** Groups by name, for pickers. `?for=members` leaves out those that find their members by a rule, `?for=security` finds security groups alone. */
export function GET(request: Request): Promise<Response> {
  const types = purposes[new URL(request.url).searchParams.get("for") ?? ""];
  return lookupRoute(async (viewer, words) => {
    const found = await lookupGroups(viewer, words, types);
    return found.map(({ id, name, type, organizationName }) => ({
      value: String(id),
      label: name,
      hint: `${t(kinds[type])}, ${organizationName}`,
    }));
  })(request);
}
