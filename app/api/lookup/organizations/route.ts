import type { Permission } from "@/lib/access/permissions";
import { lookupOrganizations } from "@/lib/domain/organizations/queries";
import { t } from "@/lib/shared/language/text";
import { lookupRoute, type Option } from "@/lib/web/lookup";

/** What `?for=` narrows the choice to: partners below which one may create, invite people, make groups, or move others, and those in which one may put customers. */
const purposes: Record<string, Permission> = { create: "organizations.create", invite: "users.invite", "clone-user": "users.clone", edit: "users.edit", group: "groups.create", move: "organizations.move", assign: "territories.assign", enroll: "programs.enroll", customer: "customers.create", task: "tasks.assign", reassign: "customers.reassign" };

/** Partners for pickers. */
export function GET(request: Request): Promise<Response> {
  const needs = purposes[new URL(request.url).searchParams.get("for") ?? ""];
  return lookupRoute(async (viewer, words): Promise<Option[]> => {
    const found = await lookupOrganizations(viewer, words, needs);
    return found.map(({ id, name, key, above }) => ({ value: String(id), label: name, hint: above ? t("{key}, under {above}", { key, above }) : key }));
  })(request);
}
