import "server-only";
import { authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { read } from "../access/change";
import { scopeChosen } from "./choices";
import type { Chosen, Scope } from "./rows";

/** A record that a grant names; without a name when the viewer may not see it. */
export type NamedPlace = { id: number; name: string | null };

/** The scope of a grant with its records by name. Customers that the viewer may not see are left out of it already. */
export async function namedPlaces(viewer: Viewer, scope: Scope) {
  authorize(viewer, "grants.list");
  const { kind, ref, narrowTerritoryId, narrowProgramId } = scope;
  const chosen = await read(viewer, (on) => scopeChosen(on, viewer, scope));
  const of = (kinds: readonly Scope["kind"][]) => (kinds.includes(kind) ? ref : null);
  return {
    kind,
    organization: one(of(["subtree", "direct"]), [chosen.organization]),
    territory: one(of(["territory"]), [chosen.territory]),
    program: one(of(["program"]), [chosen.program]),
    customers: scope.customers.map((id) => one(id, chosen.customers)),
    narrow: { territory: one(narrowTerritoryId, [chosen.narrowTerritory]), program: one(narrowProgramId, [chosen.narrowProgram]) },
    except: { customers: scope.exceptCustomers.map((id) => one(id, chosen.exceptCustomers)), organizations: scope.exceptOrganizations.map((id) => one(id, chosen.exceptOrganizations)) },
  };
}

const one = (id: number | null, named: readonly (Chosen | null)[]): NamedPlace | null =>
  id === null ? null : { id, name: named.find((each) => each?.value === String(id))?.label ?? null };
