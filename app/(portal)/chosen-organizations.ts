import type { Option } from "@/components/ui/option";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { namesOfOrganizations } from "@/lib/domain/organizations/queries";

/** Labels of the partners that a list is filtered by; null where the viewer may not list partners and so cannot choose one. */
export async function chosenOrganizations(viewer: Viewer, values: readonly string[] = []): Promise<Option[] | null> {
  if (!can(viewer, "organizations.list")) return null;
  const ids = values.map(Number).filter((id) => Number.isSafeInteger(id) && id > 0 && id < 2 ** 31);
  const found = ids.length > 0 ? await namesOfOrganizations(viewer, ids) : [];
  return found.map(({ id, name }) => ({ value: String(id), label: name }));
}
