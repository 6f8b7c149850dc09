import "server-only";
import sql from "sql-template-tag";
import { allowed } from "../../access/decide";
import { scopeId } from "../../access/scope-id";
import type { Viewer } from "../../access/viewer";
import { rows, type Queryable, type Transaction } from "../../platform/db/connect";
import { conflict, invalid, Problem } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { createManyWithin, placeOnce, type Places } from "../customers/creating";
import type { Locked } from "../customers/saving";
import { saveManyWithin, type ManyEdit } from "../customers/saving-many";
import type { CreateCustomerInput } from "../customers/schema";
import { differing, newCustomer, placing, wantedChange } from "./customer-row";
import type { References } from "./references";
import type { Outcome } from "./schema";

type Values = Record<string, string>;
type Made = CreateCustomerInput & { key: string };
type Edited = { key: string; customer: Locked; written: ManyEdit["written"] };

/** What a row comes to: an outcome, a problem, something to write, or a look of its own. */
type Verdict = { is: "unchanged" } | { is: "wrong"; problem: Problem } | { is: "new"; made: Made } | { is: "edit"; edited: Edited } | { is: "apart" };

/** What became of a row; `apart` for those that applyCustomer has to look at. */
export type ChunkOutcome = { is: Outcome; problem?: Problem } | { is: "apart" };

/**
 * Judges a chunk of customers' rows together, and writes those that are new or have another profile, in a few statements whatever their
 * number. Rows are judged by the same schemas, rights and places as the forms' commands; moves are left to applyCustomer.
 */
export class CustomerChunks {
  private readonly places: Places = new Map();

  constructor(
    private readonly tx: Transaction,
    /** The transaction's own connection. */
    private readonly on: Queryable,
    private readonly viewer: Viewer,
    private readonly references: References,
  ) {}

  /** Looks only: what would become of the rows. */
  async judge(chunk: readonly Values[]): Promise<ChunkOutcome[]> {
    return (await this.verdicts(chunk)).map(outcomeOf);
  }

  /** Writes what can be written together. Whoever takes a number meanwhile makes the chunk be judged once more. */
  async apply(chunk: readonly Values[]): Promise<ChunkOutcome[]> {
    for (let attempt = 1; ; attempt++) {
      const verdicts = await this.verdicts(chunk, true);
      await this.on.query("SAVEPOINT chunk");
      try {
        const made = verdicts.flatMap((verdict) => (verdict.is === "new" ? [verdict.made] : []));
        const edits = verdicts.flatMap((verdict) => (verdict.is === "edit" ? [verdict.edited] : []));
        if (made.length > 0) await createManyWithin(this.on, this.viewer, made);
        if (edits.length > 0) await saveManyWithin(this.on, this.viewer, edits);
        await this.on.query("RELEASE SAVEPOINT chunk");
        return verdicts.map(outcomeOf);
      } catch (error) {
        if (!(error instanceof Problem) || attempt >= 3) throw error;
        await this.on.query("ROLLBACK TO SAVEPOINT chunk");
      }
    }
  }

  private async verdicts(chunk: readonly Values[], isWritten = false): Promise<Verdict[]> {
    await this.references.learn(chunk);
    const keys = chunk.flatMap(({ key }) => key ?? []);
    const stored = await this.find(keys, false);
    const taken = await this.taken(keys.filter((key) => !stored.has(key)));
    const verdicts: Verdict[] = [];
    for (const values of chunk) verdicts.push(await this.verdict(values, stored, taken));
    return isWritten ? this.settled(chunk, verdicts, taken) : verdicts;
  }

  /** Customers that are to be changed are locked and judged again, as they stand then. */
  private async settled(chunk: readonly Values[], verdicts: Verdict[], taken: ReadonlySet<string>): Promise<Verdict[]> {
    const keys = verdicts.flatMap((verdict) => (verdict.is === "edit" ? [verdict.edited.key] : []));
    if (keys.length === 0) return verdicts;
    const locked = await this.find(keys, true);
    const settled: Verdict[] = [];
    for (const [at, verdict] of verdicts.entries()) settled.push(verdict.is === "edit" ? await this.verdict(chunk[at]!, locked, taken) : verdict);
    return settled;
  }

  private async verdict(values: Values, stored: ReadonlyMap<string, Locked>, taken: ReadonlySet<string>): Promise<Verdict> {
    try {
      if (!values.key) throw invalid({ key: t("A number is needed.") });
      const customer = stored.get(values.key);
      return customer ? await this.known(values, customer) : await this.fresh(values, taken);
    } catch (error) {
      if (error instanceof Problem) return { is: "wrong", problem: error };
      throw error;
    }
  }

  private async fresh(values: Values, taken: ReadonlySet<string>): Promise<Verdict> {
    const made = { ...(await newCustomer(values, this.references)), key: values.key! };
    await placeOnce(this.tx, this.viewer, made, this.places);
    const message = t("Another customer already has the number {key}.", { key: values.key! });
    if (taken.has(values.key!)) throw conflict(message, { key: message });
    return { is: "new", made };
  }

  private async known(values: Values, customer: Locked): Promise<Verdict> {
    const record = [...customer.scopes, scopeId("subtree", this.viewer.facts.homePath.at(-1)!)];
    if (!allowed(this.viewer.access, "customers.view", record)) return { is: "apart" };
    const changes = differing(customer, await wantedChange(values, this.references));
    if (changes.length === 0) return { is: "unchanged" };
    const isMove = changes.some(([field]) => placing.includes(field));
    if (isMove || !allowed(this.viewer.access, "customers.edit", record)) return { is: "apart" };
    return { is: "edit", edited: { key: customer.key, customer, written: Object.fromEntries(changes) } };
  }

  private async find(keys: readonly string[], isLocked: boolean): Promise<Map<string, Locked>> {
    const lock = isLocked ? sql`ORDER BY id FOR UPDATE` : sql``;
    const found = await rows<Locked>(
      this.on,
      sql`SELECT id, key, name, organization_id AS "organizationId", territory_id AS "territoryId", account_manager_id AS "accountManagerId",
          status::text, archived_at AS "archivedAt", email, phone, street, city, region, country, comment, version,
          customer_scope_ids(id, organization_id, account_manager_id)::text[]::float8[] AS scopes
        FROM customers WHERE key = ANY(${keys}::text[]) ${lock}`,
    );
    return new Map(found.map((customer) => [customer.key, customer]));
  }

  /** Which numbers belong to customers that the viewer does not see. */
  private async taken(keys: readonly string[]): Promise<Set<string>> {
    if (keys.length === 0) return new Set();
    const found = await rows<{ key: string }>(this.on, sql`SELECT key FROM portico_taken_numbers(${keys}::text[]) key`);
    return new Set(found.map(({ key }) => key));
  }
}

function outcomeOf(verdict: Verdict): ChunkOutcome {
  if (verdict.is === "new") return { is: "created" };
  if (verdict.is === "edit") return { is: "changed" };
  return verdict;
}
