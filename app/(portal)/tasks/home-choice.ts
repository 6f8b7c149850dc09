import { can } from "@/lib/access/decide";
import { homeOf, type Viewer } from "@/lib/access/viewer";
import { lookupOrganizations } from "@/lib/domain/organizations/queries";

/** The viewer's own partner as the choice to begin with, where tasks may be given there; null where another has to be chosen. */
export async function homeChoice(viewer: Viewer): Promise<{ value: string; label: string } | null> {
  const { facts } = viewer;
  const home = { value: String(homeOf(facts)), label: facts.homeName };
  if (!can(viewer, "organizations.list")) return home;
  const found = await lookupOrganizations(viewer, facts.homeName, "tasks.assign");
  return found.some(({ id }) => id === homeOf(facts)) ? home : null;
}
