import { lookupGivableRoles } from "@/lib/domain/grants/choices";
import type { Scope } from "@/lib/domain/grants/rows";
import { scopeKindValues } from "@/lib/domain/grants/schema";
import { clonedTemplates } from "@/lib/domain/roles/drift";
import { lookupRoles } from "@/lib/domain/roles/queries";
import { idIn, lookupRoute, type Option } from "@/lib/web/lookup";

/** Scopes that need a place, and whether it is named. Chosen customers and own ones are judged when the access is given. */
function scopeIn(params: URLSearchParams): Scope | null {
  const kind = scopeKindValues.find((value) => value === params.get("kind"));
  const ref = idIn(params, "place");
  const nothing = { customers: [], narrowTerritoryId: null, narrowProgramId: null, exceptCustomers: [], exceptOrganizations: [] };
  if (kind === "everything") return { ...nothing, kind, ref: null };
  return kind && kind !== "customers" && kind !== "own" && ref !== null ? { ...nothing, kind, ref } : null;
}

/**
 * Roles for pickers. With `?for=give` those that can be given: to the `user` or `group` if one is named, or to somebody new of an
 * `organization`; those that the viewer may not give on the `kind` of scope, its `place` and `level`, say why. With `?for=templates` those that something was cloned from.
 */
export function GET(request: Request): Promise<Response> {
  const params = new URL(request.url).searchParams;
  return lookupRoute(async (viewer, words): Promise<Option[]> => {
    if (params.get("for") === "give") {
      const level = params.get("level") === "write" ? "write" : "read";
      const holder = { userId: idIn(params, "user"), groupId: idIn(params, "group"), organizationId: idIn(params, "organization") };
      return lookupGivableRoles(viewer, words, { ...holder, scope: scopeIn(params), level });
    }
    if (params.get("for") === "templates") {
      const templates = await clonedTemplates(viewer, words);
      return templates.map(({ id, name }) => ({ value: String(id), label: name }));
    }
    const found = await lookupRoles(viewer, words);
    return found.map(({ id, name, organizationName }) => ({ value: String(id), label: name, hint: organizationName }));
  })(request);
}
