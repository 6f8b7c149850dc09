import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { rows, type Queryable } from "../../platform/db/connect";
import { changeOf } from "../activity/merge";
import { recordActivitiesOn } from "../activity/record";
import { subjectOf, type Editable, type Locked } from "./saving";

/** A customer, locked by the transaction and judged by the caller, with the fields of its profile that become others. */
export type ManyEdit = { customer: Locked; written: Partial<Omit<Editable, "key">> };

/** Writes edits of many customers' profiles with their log rows over the connection of the caller's transaction; otherwise as `save` for each, in two statements. */
export async function saveManyWithin(on: Queryable, viewer: Viewer, edits: readonly ManyEdit[]): Promise<void> {
  const data = edits.map(({ customer: { id, name, email, phone, street, city, region, country, comment }, written }) => ({ id, name, email, phone, street, city, region, country, comment, ...written }));
  await rows(
    on,
    sql`UPDATE customers c SET name = r.name, email = r.email, phone = r.phone, street = r.street, city = r.city, region = r.region, country = r.country, comment = r.comment,
        version = c.version + 1, updated_at = now()
      FROM jsonb_to_recordset(${JSON.stringify(data)}::jsonb) AS r(id int, name text, email text, phone text, street text, city text, region text, country text, comment text)
      WHERE c.id = r.id`,
  );
  await recordActivitiesOn(
    on,
    viewer,
    edits.map(({ customer, written }) => ({ ...subjectOf({ ...customer, name: written.name ?? customer.name }), action: "customers.edit", ...changeOf(customer, written) })),
  );
}
