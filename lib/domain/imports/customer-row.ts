import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { invalid, Problem } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { createWithin } from "../customers/creating";
import { requirePlace } from "../customers/placing";
import { editPermission, requireCustomer, save, type Editable, type Locked } from "../customers/saving";
import { createCustomerInput } from "../customers/schema";
import { parsed } from "./parsed";
import type { References } from "./references";
import type { Outcome } from "./schema";

type Values = Record<string, string>;
const profile = ["name", "email", "phone", "street", "city", "region", "country", "comment"] as const;
export const placing = ["organizationId", "territoryId", "accountManagerId"];

/** Creates or changes the customer with the row's number, by the same commands and rights as the forms. Throws Problems for its fields. */
export async function applyCustomer(tx: Transaction, viewer: Viewer, { values, references }: { values: Values; references: References }): Promise<Outcome> {
  if (!values.key) throw invalid({ key: t("A number is needed.") });
  const [known] = await rowsIn<{ id: number }>(tx, sql`SELECT id FROM customers WHERE key = ${values.key}`);
  if (known) return changeCustomer(tx, viewer, known.id, await wantedChange(values, references));
  await createWithin(tx, viewer, await newCustomer(values, references));
  return "created";
}

const given = (values: Values) => Object.fromEntries(profile.filter((field) => values[field] !== undefined).map((field) => [field, values[field]]));

/** What a new customer's row says. Throws everything that is wrong with the row at once. */
export async function newCustomer(values: Values, references: References) {
  const { ids, wrong } = await placed(values, references);
  const organizationId = wrong.organization ? 1 : (ids.organizationId ?? (await references.organization(undefined)));
  return parsed(createCustomerInput.safeParse({ name: "", ...given(values), key: values.key, ...ids, organizationId }), wrong);
}

/** Made once: a schema compiles itself, and a file has a million rows. */
const changedInput = createCustomerInput.partial();

/** What the row of a customer who is there says; what it leaves empty stays. Throws everything that is wrong with the row at once. */
export async function wantedChange(values: Values, references: References): Promise<object> {
  const { ids, wrong } = await placed(values, references);
  return parsed(changedInput.safeParse({ ...given(values), ...ids }), wrong);
}

type Placed = { ids: { organizationId?: number; territoryId?: number; accountManagerId?: number }; wrong: Record<string, string> };

/** What the row names, found; and what cannot be found. */
async function placed({ organization, territory, accountManager }: Values, references: References): Promise<Placed> {
  const found: Placed = { ids: {}, wrong: {} };
  const take = async (field: keyof Placed["ids"], looked: Promise<number> | null) => {
    try {
      if (looked) found.ids[field] = await looked;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      Object.assign(found.wrong, error.fields);
    }
  };
  await take("organizationId", organization ? references.organization(organization) : null);
  await take("territoryId", territory ? references.territory(territory) : null);
  await take("accountManagerId", accountManager ? references.manager(accountManager) : null);
  return found;
}

/** The fields of a wanted change in which the customer differs; its number is what it was found by. */
export const differing = (current: Partial<Locked>, wanted: object) =>
  Object.entries(wanted).filter(([field, value]) => value !== undefined && field !== "key" && value !== current[field as keyof Locked]);

async function changeCustomer(tx: Transaction, viewer: Viewer, customerId: number, wanted: object): Promise<Outcome> {
  const current = await requireCustomer(tx, viewer, customerId, "customers.view");
  const changes = differing(current, wanted);
  if (changes.length === 0) return "unchanged";
  const place = Object.fromEntries(changes.filter(([field]) => placing.includes(field)));
  const edits = Object.fromEntries(changes.filter(([field]) => !placing.includes(field))) as Partial<Editable>;
  let customer = current;
  if (Object.keys(edits).length > 0) {
    const permission = editPermission(Object.keys(edits));
    customer = await requireCustomer(tx, viewer, customerId, permission);
    customer = await save(tx, viewer, { customer, permission, baseVersion: customer.version, submitted: edits });
  }
  if (Object.keys(place).length > 0) {
    customer = await requireCustomer(tx, viewer, customerId, "customers.reassign");
    await requirePlace(tx, viewer, "customers.reassign", { ...customer, ...place, from: customer });
    await save(tx, viewer, { customer, permission: "customers.reassign", baseVersion: customer.version, submitted: place });
  }
  return "changed";
}
