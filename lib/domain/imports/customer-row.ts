import "server-only";
import sql from "sql-template-tag";
import { allowed } from "../../access/decide";
import { scopeId } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { invalid, Problem } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { createManyWithin, createWithin, type Places } from "../customers/creating";
import { requireCustomer, requirePlace, save, type Editable, type Locked } from "../customers/saving";
import { createCustomerInput } from "../customers/schema";
import { parsed } from "./parsed";
import type { References } from "./references";
import type { Outcome } from "./schema";

type Values = Record<string, string>;
const profile = ["name", "email", "phone", "street", "city", "region", "country", "comment"] as const;
const placing = ["organizationId", "territoryId", "accountManagerId"];

/** Creates or changes the customer with the row's number, by the same commands and rights as the forms. Throws Problems for its fields. */
export async function applyCustomer(tx: Transaction, viewer: Viewer, { values, references }: { values: Values; references: References }): Promise<Outcome> {
  if (!values.key) throw invalid({ key: t("A number is needed.") });
  const [known] = await rowsIn<{ id: number }>(tx, sql`SELECT id FROM customers WHERE key = ${values.key}`);
  if (known) return changeCustomer(tx, viewer, known.id, await wantedChange(values, references));
  await createWithin(tx, viewer, await newCustomer(values, references));
  return "created";
}

const given = (values: Values) => Object.fromEntries(profile.filter((field) => values[field] !== undefined).map((field) => [field, values[field]]));

async function newCustomer(values: Values, references: References) {
  const organizationId = await references.organization(values.organization);
  return parsed(createCustomerInput.safeParse({ name: "", ...given(values), key: values.key, organizationId, ...(await otherPlaces(values, references)) }));
}

async function wantedChange(values: Values, references: References): Promise<object> {
  const organizationId = values.organization ? await references.organization(values.organization) : undefined;
  return parsed(createCustomerInput.partial().safeParse({ ...given(values), organizationId, ...(await otherPlaces(values, references)) }));
}

const otherPlaces = async ({ territory, accountManager }: Values, references: References) => ({
  territoryId: territory ? await references.territory(territory) : undefined,
  accountManagerId: accountManager ? await references.manager(accountManager) : undefined,
});

/** The fields of a wanted change in which the customer differs; its number is what it was found by. */
const differing = (current: Partial<Locked>, wanted: object) =>
  Object.entries(wanted).filter(([field, value]) => value !== undefined && field !== "key" && value !== current[field as keyof Locked]);

async function changeCustomer(tx: Transaction, viewer: Viewer, customerId: number, wanted: object): Promise<Outcome> {
  const current = await requireCustomer(tx, viewer, customerId, "customers.view");
  const changes = differing(current, wanted);
  if (changes.length === 0) return "unchanged";
  const place = Object.fromEntries(changes.filter(([field]) => placing.includes(field)));
  const edits = Object.fromEntries(changes.filter(([field]) => !placing.includes(field))) as Partial<Editable>;
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

type Stored = Omit<Locked, "scopes"> & { scopes: number[] };

/**
 * The rows of a page that need no look at each: customers that are as the row says already, and new ones that all can be made together.
 * What is left, changes and everything that could be wrong, is for applyCustomer, which says why.
 */
export class CustomerBatch {
  private readonly places: Places = new Map();

  constructor(
    private readonly tx: Transaction,
    private readonly viewer: Viewer,
    private readonly references: References,
  ) {}

  /** The outcome of each row, or null where it has to be looked at. */
  async apply(page: readonly Values[]): Promise<(Outcome | null)[]> {
    const keys = page.flatMap(({ key }) => key ?? []);
    if (new Set(keys).size < page.length) return page.map(() => null); // rows without a number, or about the same customer, in their order
    const stored = await this.find(keys);
    const unchanged = await allInOrder(page, (values) => this.isUnchanged(values, stored.get(values.key!)));
    const fresh = page.filter(({ key }) => !stored.has(key!));
    const areMade = fresh.length > 0 && (await this.create(fresh));
    return page.map((values, at) => (unchanged[at] ? "unchanged" : areMade && !stored.has(values.key!) ? "created" : null));
  }

  private async find(keys: string[]): Promise<Map<string, Stored>> {
    const found = await rowsIn<Stored>(
      this.tx,
      sql`SELECT id, key, name, organization_id AS "organizationId", territory_id AS "territoryId", account_manager_id AS "accountManagerId",
          email, phone, street, city, region, country, comment, version,
          customer_scope_ids(id, organization_id, account_manager_id)::text[]::float8[] AS scopes
        FROM customers WHERE key = ANY(${keys}::text[])`,
    );
    return new Map(found.map((customer) => [customer.key, customer]));
  }

  private async isUnchanged(values: Values, customer: Stored | undefined): Promise<boolean> {
    const record = customer && [...customer.scopes, scopeId("subtree", this.viewer.facts.homePath.at(-1)!)];
    if (!record || !allowed(this.viewer.access, "customers.view", record)) return false;
    const wanted = await orNull(wantedChange(values, this.references));
    return wanted !== null && differing(customer, wanted).length === 0;
  }

  /** Makes them all, or none when anything stands against one of them. */
  private async create(fresh: readonly Values[]): Promise<boolean> {
    const inputs = await orNull(allInOrder(fresh, (values) => newCustomer(values, this.references)));
    if (!inputs) return false;
    await this.tx.$executeRawUnsafe("SAVEPOINT page");
    const made = await orNull(createManyWithin(this.tx, this.viewer, inputs.map((input, at) => ({ ...input, key: fresh[at]!.key! })), this.places).then(() => true));
    await this.tx.$executeRawUnsafe(made ? "RELEASE SAVEPOINT page" : "ROLLBACK TO SAVEPOINT page");
    return made ?? false;
  }
}

async function allInOrder<From, To>(list: readonly From[], make: (one: From) => Promise<To>): Promise<To[]> {
  const made: To[] = [];
  for (const one of list) made.push(await make(one));
  return made;
}

/** What the work makes, or null when it meets a Problem. */
async function orNull<Value>(work: Promise<Value>): Promise<Value | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
