import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../../access/viewer";
import { rowsIn, type Transaction } from "../../../platform/db/connect";
import { defaultLanguage } from "../../../shared/language/languages";
import { inLanguage } from "../../../shared/language/reader";
import { t } from "../../../shared/language/text";
import { moveMany, type NewPlace } from "../moving";
import { lockedCustomers } from "../saving";

type Item = { id: number; organizationId: number; territoryId: number | null; accountManagerId: number | null };
export type Restored = { restored: number; notRestored: number };

const changedSince = () => t("Moved again since. It stays as it is.");
/** Notes are kept in English, whoever undoes. */
const keptNote = () => inLanguage(defaultLanguage, changedSince);

/** A kept note in the reader's language; other refusals stay as they were kept. */
export const saidNote = (note: string | null) => (note === keptNote() ? changedSince() : note);

/** Puts customers back to where they were, those that are still where they were put; notes at each what came of it. */
export async function putBack(tx: Transaction, viewer: Viewer, { reassignmentId, place }: { reassignmentId: number; place: NewPlace }): Promise<Restored> {
  const items = await rowsIn<Item>(
    tx,
    sql`SELECT customer_id AS id, organization_id AS "organizationId", territory_id AS "territoryId", account_manager_id AS "accountManagerId"
      FROM reassignment_items WHERE reassignment_id = ${reassignmentId} ORDER BY customer_id`,
  );
  const stands = new Map((await lockedCustomers(tx, viewer, items.map(({ id }) => id))).map((customer) => [customer.id, customer]));
  const fields = Object.keys(place) as (keyof NewPlace)[];
  const isAsPut = (item: Item) => fields.every((field) => item[field] === place[field] || stands.get(item.id)?.[field] === place[field]);
  const notes = new Map<number, string>(items.filter((item) => !isAsPut(item)).map(({ id }) => [id, keptNote()]));
  const formerOf = (item: Item): NewPlace => Object.fromEntries(fields.map((field) => [field, item[field]]));
  const back: number[] = [];
  for (const together of Map.groupBy(items.filter(isAsPut), (item) => JSON.stringify(formerOf(item))).values()) {
    const ids = together.map(({ id }) => id);
    const { done, already, stay } = await inLanguage(defaultLanguage, () => moveMany(tx, viewer, ids, formerOf(together[0]!)));
    back.push(...[...done, ...already].map(({ id }) => id));
    stay.forEach(({ id, reason }) => notes.set(id, reason));
  }
  await note(tx, reassignmentId, { back, notes });
  return { restored: back.length, notRestored: notes.size };
}

async function note(tx: Transaction, id: number, { back, notes }: { back: number[]; notes: Map<number, string> }): Promise<void> {
  await rowsIn(tx, sql`UPDATE reassignment_items SET is_restored = true WHERE reassignment_id = ${id} AND customer_id = ANY(${back}::int[])`);
  await rowsIn(
    tx,
    sql`UPDATE reassignment_items i SET is_restored = false, note = n.note FROM unnest(${[...notes.keys()]}::int[], ${[...notes.values()]}::text[]) AS n(id, note)
      WHERE i.reassignment_id = ${id} AND i.customer_id = n.id`,
  );
}

/** How many came back, as a sentence. */
export function restoredWords({ restored, notRestored }: Restored): string {
  const back = t("{count, plural, =0 {No customer is} one {# customer is} other {# customers are}} back where they were.", { count: restored });
  return notRestored === 0 ? back : `${back} ${t("{count, plural, one {# stays as it is} other {# stay as they are}}; the receipt says why.", { count: notRestored })}`;
}
