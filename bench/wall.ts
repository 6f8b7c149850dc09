import type pg from "pg";
import { scopesOf } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { wallFor } from "@/lib/domain/access/folded";
import { planList, type ListPlan } from "@/lib/domain/customers/list/plan";
import { pageStatement } from "@/lib/domain/customers/list/statement";
import { ownerPool } from "@/lib/platform/db/client";
import { rows } from "@/lib/platform/db/connect";
import { rowsBehind } from "@/lib/platform/db/behind";
import { readBehind } from "@/lib/platform/db/transaction";
import { dropFloor, floor, makeFloor } from "./floor";
import { interleaved, median, ratio } from "./measure";
import { archetypes, viewerNamed, type Archetype } from "./people";
import { conclude, table, type Bar } from "./report";

type Person = { name: Archetype; viewer: Viewer; plan: ListPlan };

const order = { sort: "name", direction: "asc", after: null, limit: 51, states: [1, 2] } as const;

/**
 * The second wall (bar 15): a page read behind row-level security, the way pages are read (lib/platform/db/behind.ts), against the same
 * statement in a plain transaction of the owner, whom the policies do not touch, and against the bare statement; and whether the wall alone, with the application's filter left out, shows anything extra.
 */
export async function benchWall(): Promise<void> {
  const people = await Promise.all(archetypes.map(async (name): Promise<Person> => {
    const viewer = await viewerNamed(name);
    return { name, viewer, plan: await planList(scopesOf(viewer.access, "customers.list")!, { filters: {} }) };
  }));
  await makeFloor(people);
  try {
    conclude("wall", [await cost(people), await alone(people)]);
  } finally {
    await dropFloor();
  }
}

async function plainly<Value>(work: (client: pg.ClientBase) => Promise<Value>): Promise<Value> {
  const client = await ownerPool().connect();
  try {
    await client.query("BEGIN READ ONLY");
    const value = await work(client);
    await client.query("COMMIT");
    return value;
  } finally {
    client.release();
  }
}

async function cost(people: readonly Person[]): Promise<Bar> {
  const trials = people.flatMap(({ name, viewer, plan }) => [
    { name: `${name} behind`, run: async () => rowsBehind(await wallFor(viewer.access), pageStatement(plan.arms, order)) },
    { name: `${name} plain`, run: () => plainly((client) => rows(client, pageStatement(plan.arms, order))) },
    { name: `${name} alone`, run: () => rows(ownerPool(), pageStatement(plan.arms, order)) },
  ]);
  const times = await interleaved(trials, 300, 20);
  const named = (name: string, form: string) => median(times.get(`${name} ${form}`)!);
  table(
    ["page of 50", "behind the wall ms", "plain transaction ms", "ratio", "no transaction ms", "ratio"],
    people.map(({ name }) => [name, named(name, "behind"), named(name, "plain"), ratio(times, `${name} behind`, `${name} plain`), named(name, "alone"), ratio(times, `${name} behind`, `${name} alone`)]),
  );
  const worst = Math.max(...people.map(({ name }) => ratio(times, `${name} behind`, `${name} plain`)));
  return { bar: "15 cost", goal: "<= 1.5x", measured: `${worst.toFixed(2)}x`, holds: worst <= 1.5 };
}

/** Reads every customer with no condition but the wall's, and compares with the lists made by joins of their own. */
async function alone(people: readonly Person[]): Promise<Bar> {
  const lines: [string, number, number, number][] = [];
  for (const { name, viewer } of people) {
    const { rows: listed } = await ownerPool().query<{ id: number }>(`SELECT customer_id AS id FROM ${floor} WHERE person = $1`, [viewer.facts.userId]);
    const allowed = new Set(listed.map(({ id }) => id));
    const began = performance.now();
    const seen = await readBehind(await wallFor(viewer.access), (on) => on.query<{ id: number }>("SELECT id FROM customers WHERE state < 3"));
    const extra = seen.rows.filter(({ id }) => !allowed.has(id)).length + Math.abs(seen.rows.length - allowed.size);
    lines.push([name, seen.rows.length, extra, performance.now() - began]);
  }
  table(["the wall alone", "shows", "differs from the law", "ms"], lines);
  const extra = lines.reduce((sum, [, , count]) => sum + count, 0);
  return { bar: "15 alone", goal: "nothing extra", measured: `${extra} rows`, holds: extra === 0 };
}
