import "server-only";
import sql from "sql-template-tag";
import { authorize, scopesOf } from "../../access/decide";
import { organizationFilter } from "../../access/filter";
import { homeOf, type Viewer } from "../../access/viewer";
import { rows } from "../../platform/db/connect";
import { read } from "../access/change";
import type { ActivityRow } from "./rows";

/** The names, as far as the viewer may read them, of the partners and customers at which rows of the log are at home. */
export async function homeNames(viewer: Viewer, found: readonly Pick<ActivityRow, "organizationId" | "customerId">[]) {
  authorize(viewer, "activity.view");
  const ids = (of: "organizationId" | "customerId") => [...new Set(found.flatMap((row) => row[of] ?? []))];
  const named = await read(viewer, (on) =>
    rows<{ what: "organization" | "customer"; id: number; name: string }>(
      on,
      sql`SELECT 'organization' AS what, o.id, o.name FROM organizations o WHERE o.id = ANY(${ids("organizationId")}::int[])
          AND (o.id = ${homeOf(viewer.facts)} OR ${organizationFilter(scopesOf(viewer.access, "organizations.list"), sql`o.id`)})
        UNION ALL SELECT 'customer', c.id, c.name FROM customers c WHERE c.id = ANY(${ids("customerId")}::int[])`,
    ),
  );
  const nameOf = new Map(named.map(({ what, id, name }) => [`${what} ${id}`, name]));
  return (what: "organization" | "customer", id: number): string | null => nameOf.get(`${what} ${id}`) ?? null;
}
