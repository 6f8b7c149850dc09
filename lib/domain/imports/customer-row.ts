import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { invalid } from "../../shared/errors";
import { createWithin } from "../customers/creating";
import { requireCustomer, requirePlace, save, type Editable, type Locked } from "../customers/saving";
import { createCustomerInput } from "../customers/schema";
import type { References } from "./references";
import type { Outcome } from "./schema";

type Values = Record<string, string>;
const profile = ["name", "email", "phone", "street", "city", "region", "country", "comment"] as const;

/** Creates or changes the customer with the row's number, by the same commands and rights as the forms. Throws Problems for its fields. */
export async function applyCustomer(tx: Transaction, viewer: Viewer, { values, references }: { values: Values; references: References }): Promise<Outcome> {
  if (!values.key) throw invalid({ key: "A number is needed." });
  const [known] = await rowsIn<{ id: number }>(tx, sql`SELECT id FROM customers WHERE key = ${values.key}`);
  const territoryId = values.territory ? await references.territory(values.territory) : undefined;
  const accountManagerId = values.accountManager ? await references.manager(values.accountManager) : undefined;
  const given = Object.fromEntries(profile.filter((field) => values[field] !== undefined).map((field) => [field, values[field]]));
  if (known) {
    const organizationId = values.organization ? await references.organization(values.organization) : undefined;
    const checked = parsed(createCustomerInput.partial().safeParse({ ...given, territoryId, accountManagerId, organizationId }));
    return changeCustomer(tx, viewer, known.id, checked);
  }
  const organizationId = await references.organization(values.organization);
  await createWithin(tx, viewer, parsed(createCustomerInput.safeParse({ ...given, key: values.key, organizationId, territoryId, accountManagerId })));
  return "created";
}

function parsed<Output>(result: { success: true; data: Output } | { success: false; error: { issues: { path: PropertyKey[]; message: string }[] } }): Output {
  if (result.success) return result.data;
  throw invalid(Object.fromEntries(result.error.issues.map(({ path, message }) => [path.join("."), message])));
}

async function changeCustomer(tx: Transaction, viewer: Viewer, customerId: number, wanted: object): Promise<Outcome> {
  const current = await requireCustomer(tx, viewer, customerId, "customers.view");
  const differing = Object.entries(wanted).filter(([field, value]) => value !== undefined && field !== "key" && value !== current[field as keyof Locked]);
  if (differing.length === 0) return "unchanged";
  const isPlace = ([field]: [string, unknown]) => ["organizationId", "territoryId", "accountManagerId"].includes(field);
  const place = Object.fromEntries(differing.filter(isPlace));
  const edits = Object.fromEntries(differing.filter((entry) => !isPlace(entry))) as Partial<Editable>;
  let customer = current;
  if (Object.keys(edits).length > 0) {
    customer = await requireCustomer(tx, viewer, customerId, "customers.edit");
    customer = await save(tx, viewer, { customer, permission: "customers.edit", baseVersion: customer.version, submitted: edits });
  }
  if (Object.keys(place).length > 0) {
    customer = await requireCustomer(tx, viewer, customerId, "customers.reassign");
    await requirePlace(tx, viewer, "customers.reassign", { ...customer, ...place, from: customer });
    await save(tx, viewer, { customer, permission: "customers.reassign", baseVersion: customer.version, submitted: place });
  }
  return "changed";
}
