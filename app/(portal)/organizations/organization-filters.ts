import type { FilterSpec } from "@/components/data-table/filter-spec";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { namesOfOrganizations, organizationFacets } from "@/lib/domain/organizations/queries";
import type { OrganizationList } from "@/lib/domain/organizations/schema";
import { namesOfPrograms } from "@/lib/domain/programs/queries";
import { namesOfTerritories } from "@/lib/domain/territories/queries";
import { t } from "@/lib/shared/language/text";

const choices = (values: string[]) => values.map((value) => ({ value, label: value }));
const states = () => [
  { value: "active", label: t("Active") },
  { value: "deactivated", label: t("Deactivated") },
  { value: "suspended", label: t("Suspended by one above") },
];

type Names = (viewer: Viewer, ids: readonly number[]) => Promise<{ id: number; name: string }[]>;

/** A filter by records found by name, with the names of those chosen already. */
async function lookup(viewer: Viewer, names: Names, filter: { name: string; label: string; verb?: string; values: string[] | undefined; fetchUrl: string }) {
  const { values = [], ...spec } = filter;
  const ids = values.filter((value) => /^\d{1,9}$/.test(value)).map(Number);
  const found = ids.length > 0 ? await names(viewer, ids) : [];
  return { kind: "lookup" as const, ...spec, chosen: found.map(({ id, name }) => ({ value: String(id), label: name })) };
}

/** The filters of a list of partners, with what the viewer may choose from. */
export async function organizationFilters(viewer: Viewer, { filters }: OrganizationList): Promise<FilterSpec[]> {
  const partners = { fetchUrl: "/api/lookup/organizations" };
  const [facets, ...lookups] = await Promise.all([
    organizationFacets(viewer),
    ...(can(viewer, "territories.list")
      ? [lookup(viewer, namesOfTerritories, { name: "territory", label: t("Territory"), values: filters.territory, fetchUrl: "/api/lookup/territories" })]
      : []),
    ...(can(viewer, "programs.list")
      ? [lookup(viewer, namesOfPrograms, { name: "program", label: t("Program"), values: filters.program, fetchUrl: "/api/lookup/programs" })]
      : []),
    lookup(viewer, namesOfOrganizations, { name: "parent", label: t("Place"), verb: t("is directly under"), values: filters.parent, ...partners }),
    lookup(viewer, namesOfOrganizations, { name: "organization", label: t("Branch"), verb: t("is that of##branch"), values: filters.organization, ...partners }),
  ]);
  return [
    { kind: "choice", name: "status", label: t("Status"), options: states(), multiple: true, pinned: true },
    { kind: "choice", name: "partnerType", label: t("Type"), options: choices(facets.partnerTypes), multiple: true },
    { kind: "choice", name: "tier", label: t("Tier"), options: choices(facets.tiers), multiple: true },
    ...lookups,
  ];
}
