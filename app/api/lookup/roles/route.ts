import { lookupGivableRoles } from "@/lib/domain/grants/choices";
import { lookupRoles } from "@/lib/domain/roles/queries";
import { lookupRoute, type Option } from "@/lib/web/lookup";

const idIn = (params: URLSearchParams, name: string) => {
  const id = Number(params.get(name));
  return Number.isInteger(id) && id > 0 && id < 2 ** 31 ? id : null;
};

/** Roles for pickers. With `?for=give` those that can be given, to the `user` or `group` if one is named. */
export function GET(request: Request): Promise<Response> {
  const params = new URL(request.url).searchParams;
  return lookupRoute(async (viewer, words): Promise<Option[]> => {
    if (params.get("for") === "give") return lookupGivableRoles(viewer, words, { userId: idIn(params, "user"), groupId: idIn(params, "group") });
    const found = await lookupRoles(viewer, words);
    return found.map(({ id, name, organizationName }) => ({ value: String(id), label: name, hint: organizationName }));
  })(request);
}
