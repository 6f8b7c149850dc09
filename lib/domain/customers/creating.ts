import "server-only";
import sql, { type Sql } from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { rows, rowsIn, type Queryable, type Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { t } from "../../shared/language/text";
import { recordActivitiesOn, recordActivity } from "../activity/record";
import { requirePlace, type Place } from "./placing";
import { defined, subjectOf, taken } from "./saving";
import type { CreateCustomerInput } from "./schema";

/** Creates a customer in the caller's transaction, where the viewer may create. Answers its id. */
export async function createWithin(tx: Transaction, viewer: Viewer, input: CreateCustomerInput): Promise<{ id: number }> {
  await requirePlace(tx, viewer, "customers.create", input);
  const { organizationId, territoryId = null, accountManagerId = null, key, ...fields } = input;
  const told = key === undefined ? { field: "key", message: t("A number is taken.") } : taken(key);
  const [made] = await uniqueOr(told, rowsIn<{ id: number; key: string }>(tx, insertOf(input)));
  const data = { ...defined(fields), name: input.name, ...made!, organizationId, territoryId, accountManagerId };
  await recordActivity(tx, viewer, { ...subjectOf(data), action: "customers.create", after: { ...data, version: 1 } });
  return { id: data.id };
}

/** Writes a customer and answers its id and number, without reading the row back: its writer may perhaps not see it. */
function insertOf({ key = null, name, organizationId, territoryId = null, accountManagerId = null, ...profile }: Omit<CreateCustomerInput, "key"> & { key?: string | null | undefined }): Sql {
  const { email = null, phone = null, street = null, city = null, region = null, country = null, comment = null } = profile;
  return sql`WITH made AS MATERIALIZED (
      SELECT id, coalesce(${key}::text, 'C-' || id) AS key FROM (SELECT nextval(pg_get_serial_sequence('customers', 'id'))::int AS id) AS next),
    written AS (INSERT INTO customers (id, key, name, organization_id, territory_id, account_manager_id, email, phone, street, city, region, country, comment)
      SELECT id, key, ${name}, ${organizationId}::int, ${territoryId}::int, ${accountManagerId}::int, ${email}, ${phone}, ${street}, ${city}, ${region}, ${country}, ${comment} FROM made)
    SELECT id, key FROM made`;
}

type Keyed = CreateCustomerInput & { key: string };

/** Judges a place once for all customers that go there; good for one transaction that holds the structure still, or that only looks. */
export type Places = Map<string, Promise<void>>;

/** Places that are remembered; beyond them they are judged again. */
const mostPlaces = 20_000;

/**
 * Creates many customers with numbers of their own, in places that were judged (`placeOnce`), over the connection of the caller's transaction; otherwise as
 * createWithin for each, in a few statements. Throws `conflict` without a field when any number is taken.
 */
export async function createManyWithin(on: Queryable, viewer: Viewer, inputs: readonly Keyed[]): Promise<void> {
  const ids = await rows<{ id: number }>(
    on,
    sql`SELECT nextval(pg_get_serial_sequence('customers', 'id'))::int AS id FROM generate_series(1, ${inputs.length}::int)`,
  );
  const data = inputs.map(({ organizationId, territoryId = null, accountManagerId = null, key, ...fields }, at) => ({
    ...defined(fields),
    name: fields.name,
    id: ids[at]!.id,
    key,
    organizationId,
    territoryId,
    accountManagerId,
  }));
  const write = rows(
    on,
    sql`INSERT INTO customers (id, key, name, organization_id, territory_id, account_manager_id, email, phone, street, city, region, country, comment)
      SELECT id, key, name, "organizationId", "territoryId", "accountManagerId", email, phone, street, city, region, country, comment
      FROM jsonb_to_recordset(${JSON.stringify(data)}::jsonb) AS r(id int, key text, name text, "organizationId" int, "territoryId" int, "accountManagerId" int,
        email text, phone text, street text, city text, region text, country text, comment text)`,
  );
  await uniqueOr({ field: "key", message: t("A number is taken.") }, write);
  await recordActivitiesOn(on, viewer, data.map((one) => ({ ...subjectOf(one), action: "customers.create", after: { ...one, version: 1 } })));
}

/** Judges whether new customers may be put there, once a place. Throws what createWithin would throw. */
export function placeOnce(tx: Transaction, viewer: Viewer, { organizationId, territoryId = null, accountManagerId = null }: Place, places: Places): Promise<void> {
  const key = [organizationId, territoryId, accountManagerId].join();
  if (places.size > mostPlaces) places.clear();
  const judged = places.get(key) ?? requirePlace(tx, viewer, "customers.create", { organizationId, territoryId, accountManagerId });
  places.set(key, judged);
  return judged;
}
