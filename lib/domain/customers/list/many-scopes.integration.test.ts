import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { fillWorld } from "@/lib/domain/world/fill";
import { ownerPool } from "@/lib/platform/db/client";
import { rows } from "@/lib/platform/db/connect";
import { ownDatabase } from "@/lib/testing/own-database";
import { pageStatement, type PageOrder } from "./statement";

type Row = { id: number; sort_name: string; created_at: Date };

/** Scopes of all kinds that are kept as rows, with many customers, few, and none. */
let known: number[] = [];

beforeAll(async () => {
  await ownDatabase("many_scopes");
  await fillWorld({ customers: 1500, organizations: 60, users: 40, territories: 60, seed: 3 });
  // Whole runs of one name and of one moment, and names after which there are none.
  await ownerPool().query("UPDATE customers SET name = 'Twin' WHERE id % 7 = 0");
  await ownerPool().query("UPDATE customers SET created_at = '2026-01-01' WHERE id % 5 = 0");
  await ownerPool().query("UPDATE customers SET name = repeat(chr(1114111), 100) WHERE id % 97 = 0");
  const { rows: scopes } = await ownerPool().query<{ id: number }>("SELECT DISTINCT scope_id AS id FROM customer_scope ORDER BY 1");
  known = [...scopes.map(({ id }) => id), 99_999 * 16 + 3];
}, 120_000);

/** The page as it must be: every customer of any of the scopes once, by sorting them all. */
async function plainly(scopes: readonly number[], { sort, direction, after, limit, states }: PageOrder): Promise<number[]> {
  const key = sort === "name" ? "sort_name" : "created_at";
  const beyond = after ? `AND (${key}, id) ${direction === "asc" ? ">" : "<"} ($3, $4)` : "";
  const found = await ownerPool().query<{ id: number }>(
    `SELECT id FROM customers WHERE id IN (SELECT customer_id FROM customer_scope WHERE scope_id = ANY($1)) AND state = ANY($2) ${beyond} ORDER BY ${key} ${direction}, id ${direction} LIMIT ${limit}`,
    [scopes, states, ...(after ? [after.key, after.id] : [])],
  );
  return found.rows.map(({ id }) => id);
}

const orders = fc.record({
  sort: fc.constantFrom("name" as const, "created" as const),
  direction: fc.constantFrom("asc" as const, "desc" as const),
  limit: fc.constantFrom(3, 51, 51, 201),
  states: fc.constantFrom([1, 2], [1, 2], [2], [1, 2, 3]),
});

test(
  "page after page of many scopes that share customers shows each customer once and none is missing, by name and by age, forwards and backwards",
  () =>
    fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(known, { minLength: 16, maxLength: 40 }), orders, async (scopes, order) => {
        const arms = [{ scopes, conditions: [], counts: new Map(), mayNest: true }];
        let after: PageOrder["after"] = null;
        for (let pages = 0; pages < 4; pages++) {
          const page: Row[] = await rows<Row>(ownerPool(), pageStatement(arms, { ...order, after }));

          expect(page.map(({ id }) => id)).toEqual(await plainly(scopes, { ...order, after }));

          const last: Row | undefined = page.at(-1);
          if (!last) break;
          after = { key: order.sort === "name" ? last.sort_name : last.created_at.toISOString(), id: last.id };
        }
      }),
      { numRuns: 150 },
    ),
  120_000,
);

