import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { recordActivity } from "../activity/record";
import { defined, requirePlace, subjectOf } from "./saving";
import type { CreateCustomerInput } from "./schema";

/** Creates a customer in the caller's transaction, where the viewer may create. Answers its id. */
export async function createWithin(tx: Transaction, viewer: Viewer, input: CreateCustomerInput): Promise<{ id: number }> {
  await requirePlace(tx, viewer, "customers.create", input);
  const [next] = await rowsIn<{ id: number }>(tx, sql`SELECT nextval(pg_get_serial_sequence('customers', 'id'))::int AS id`);
  const { organizationId, territoryId = null, accountManagerId = null, key = `C-${next!.id}`, ...fields } = input;
  const data = { ...defined(fields), name: input.name, id: next!.id, key, organizationId, territoryId, accountManagerId };
  await uniqueOr({ field: "key", message: `Another customer already has the number ${key}.` }, tx.customer.createMany({ data }));
  await recordActivity(tx, viewer, { ...subjectOf(data), action: "customers.create", after: { ...data, version: 1 } });
  return { id: next!.id };
}
