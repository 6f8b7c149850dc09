import "server-only";
import sql from "sql-template-tag";
import { authorize, scopesOf } from "../../access/decide";
import { customerFilter } from "../../access/filter";
import type { Viewer } from "../../access/viewer";
import { rows } from "../../platform/db/connect";
import { read } from "../access/change";

/** Another record as a program sees it. */
export type Reference = { id: number; key: string; name: string };

/** A customer as programs see it; what only a profile shows is there only where the viewer may open the profile. */
export type CustomerRecord = {
  id: number;
  key: string;
  name: string;
  status: "active" | "suspended" | "archived";
  organization: Reference;
  territory: Reference | null;
  accountManager: Reference | null;
  email?: string | null;
  phone?: string | null;
  street?: string | null;
  city: string | null;
  region?: string | null;
  country: string | null;
  comment?: string | null;
  version: number;
  createdAt: Date;
  updatedAt: Date;
};

type Row = Omit<CustomerRecord, "email" | "phone" | "street" | "region" | "comment"> & { profile: Pick<CustomerRecord, "email" | "phone" | "street" | "region" | "comment"> | null };

/** The customers with these ids that the viewer may list, in the order of the ids. */
export async function customerRecords(viewer: Viewer, ids: readonly number[]): Promise<CustomerRecord[]> {
  authorize(viewer, "customers.list");
  if (ids.length === 0) return [];
  const found = await read(viewer, (on) =>
    rows<Row>(
      on,
      sql`SELECT c.id, c.key, c.name, CASE c.state WHEN 3 THEN 'archived' WHEN 2 THEN 'suspended' ELSE 'active' END AS status,
          json_build_object('id', o.id, 'key', o.key, 'name', o.name) AS organization,
          CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'key', t.key, 'name', t.name) END AS territory,
          CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'key', u.email, 'name', u.name) END AS "accountManager",
          c.city, c.country, c.version, c.created_at AS "createdAt", c.updated_at AS "updatedAt",
          CASE WHEN ${customerFilter(scopesOf(viewer.access, "customers.view"))} THEN
            json_build_object('email', c.email, 'phone', c.phone, 'street', c.street, 'region', c.region, 'comment', c.comment) END AS profile
        FROM customers c JOIN organizations o ON o.id = c.organization_id LEFT JOIN territories t ON t.id = c.territory_id
        LEFT JOIN users u ON u.id = c.account_manager_id
        WHERE c.id = ANY(${[...ids]}::int[]) AND ${customerFilter(scopesOf(viewer.access, "customers.list"))}`,
    ),
  );
  const byId = new Map(found.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []).map(({ profile, ...customer }) => ({ ...customer, ...profile }));
}
