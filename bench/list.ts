import type pg from "pg";
import sql from "sql-template-tag";
import { scopesOf } from "@/lib/access/decide";
import { scopesOfCondition } from "@/lib/domain/customers/list/cost";
import { planList } from "@/lib/domain/customers/list/plan";
import { pageStatement, type Cursor, type PageOrder } from "@/lib/domain/customers/list/statement";
import { countedBy, totalOf } from "@/lib/domain/customers/list/total";
import { rows as rowsOf } from "@/lib/platform/db/connect";
import { ownerPool } from "@/lib/platform/db/client";
import { touched } from "@/lib/testing/touched";
import { sortsAndFilters } from "./filters";
import { dropFloor, floor, floorStatement, makeFloor } from "./floor";
import { againstPeers } from "./list-peers";
import { interleaved, median, ratio } from "./measure";
import { archetypes, viewerNamed, type Archetype, type Person } from "./people";
import { conclude, table, type Bar } from "./report";

type Row = { id: number; sort_name: string; created_at: Date };

const limit = 51;
const pageOf = (after: Cursor | null, change: Partial<PageOrder> = {}): PageOrder => ({ sort: "name", direction: "asc", after, limit, states: [1, 2], ...change });
const wide: readonly Archetype[] = ["territory30", "mixed"];
const conditioned: readonly Archetype[] = ["narrowed", "excepted", "clipped"];

/** The list against the floor of a private presorted list: time, buffers, deep pages, totals, sorts and filters, and against peers (bars 4 to 8). */
export async function benchList(): Promise<void> {
  const people = await Promise.all(archetypes.map(load));
  await ownerPool().query("VACUUM customer_scope"); // as the server does by itself within a minute of making derived scopes
  await makeFloor(people);
  const client = await ownerPool().connect();
  try {
    for (const person of people) person.visible = (await client.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${floor} WHERE person = $1`, [person.viewer.facts.userId])).rows[0]!.n;
    const bars = [await firstPages(client, people), ...(await buffers(client, people)), await deepPages(client, people), await sortsAndFilters(client, people), await totals(client, people), await againstPeers(client, people)];
    conclude("list", bars.flat());
  } finally {
    client.release();
    await dropFloor();
  }
}

async function load(name: Archetype): Promise<Person> {
  const viewer = await viewerNamed(name);
  return { name, viewer, plan: await planList(scopesOf(viewer.access, "customers.list")!, { filters: {} }), visible: 0 };
}

const ours = (client: pg.ClientBase, { plan }: Person, order: PageOrder) => rowsOf<Row>(client, pageStatement(plan.arms, order));
const floors = async (client: pg.ClientBase, { viewer }: Person, order: PageOrder) =>
  (await client.query<Row & pg.QueryResultRow>(floorStatement({ person: viewer.facts.userId, ...order, states: [...order.states] }))).rows;

/** Fails unless both give the same rows in the same order. */
async function same(client: pg.ClientBase, person: Person, order: PageOrder): Promise<Row[]> {
  const [mine, floor] = [await ours(client, person, order), await floors(client, person, order)];
  if (JSON.stringify(mine.map(({ id }) => id)) !== JSON.stringify(floor.map(({ id }) => id))) throw new Error(`${person.name}: the page differs from the floor's.`);
  return mine;
}

async function firstPages(client: pg.ClientBase, people: readonly Person[]): Promise<Bar[]> {
  const trials = people.flatMap((person) => [
    { name: `${person.name} ours`, run: () => ours(client, person, pageOf(null)) },
    { name: `${person.name} floor`, run: () => floors(client, person, pageOf(null)) },
  ]);
  for (const person of people) await same(client, person, pageOf(null));
  const times = await interleaved(trials, 400, 20);
  table(
    ["page 1 by name", "may see", "ours ms", "floor ms", "ratio"],
    people.map(({ name, visible }) => [name, visible, median(times.get(`${name} ours`)!), median(times.get(`${name} floor`)!), ratio(times, `${name} ours`, `${name} floor`)]),
  );
  const worst = (names: readonly Archetype[]) => Math.max(...names.map((name) => ratio(times, `${name} ours`, `${name} floor`)));
  const bar = (name: string, names: readonly Archetype[], most: number): Bar => ({ bar: `4 ${name}`, goal: `<= ${most}x floor`, measured: `${worst(names).toFixed(2)}x`, holds: worst(names) <= most });
  const plain = archetypes.filter((name) => !wide.includes(name) && !conditioned.includes(name));
  return [bar("plain", plain, 1.1), bar("many scopes", wide, 2), bar("conditions and exceptions", conditioned, 1.1)];
}

async function buffers(client: pg.ClientBase, people: readonly Person[]): Promise<Bar[]> {
  const lines: [string, number, number, number, number, number][] = [];
  for (const { name, plan } of people) {
    const { text, values } = pageStatement(plan.arms, { ...pageOf(null), limit: 50 });
    const found = await touched(client, { text, values });
    const scopes = plan.arms.reduce((sum, arm) => sum + arm.scopes.length + arm.conditions.flatMap(scopesOfCondition).length, 0);
    lines.push([name, scopes, found.buffers, scopes <= 1 ? 210 : 210 + 5 * scopes, found.rows, (scopes + 2) * 50]);
  }
  table(["touched", "scopes", "buffers", "at most", "rows", "at most"], lines);
  return [
    { bar: "5 buffers", goal: "<= 210 (+5 a scope)", measured: lines.map(([, , found]) => found).join(" "), holds: lines.every(([, , found, most]) => found <= most) },
    { bar: "5 rows", goal: "<= (scopes + 2) x 50", measured: lines.map(([, , , , found]) => found).join(" "), holds: lines.every(([, , , , found, most]) => found <= most) },
  ];
}

async function deepPages(client: pg.ClientBase, people: readonly Person[]): Promise<Bar[]> {
  const lines: [string, number, number, number][] = [];
  for (const person of people.filter(({ visible }) => visible > 200)) {
    const { rows } = await client.query<Row>(`SELECT customer_id AS id, sort_name FROM ${floor} WHERE person = $1 ORDER BY sort_name, customer_id OFFSET $2 LIMIT 1`, [person.viewer.facts.userId, Math.floor(person.visible * 0.9)]);
    const deep = pageOf({ key: rows[0]!.sort_name, id: rows[0]!.id });
    await same(client, person, deep);
    const times = await interleaved([{ name: "first", run: () => ours(client, person, pageOf(null)) }, { name: "deep", run: () => ours(client, person, deep) }], 200);
    lines.push([person.name, median(times.get("first")!), median(times.get("deep")!), ratio(times, "deep", "first")]);
  }
  table(["page at 90 %", "page 1 ms", "deep ms", "ratio"], lines);
  const worst = Math.max(...lines.map(([, , , value]) => value));
  return [{ bar: "6 page N", goal: "<= 1.2x page 1", measured: `${worst.toFixed(2)}x`, holds: worst <= 1.2 }];
}

type Counted = { name: string; says: string; page: number; total: number; isCounter: boolean };

/** What the total adds to a page, asked as the portal asks it: in the page's own statement where counters know it, else apart. */
async function totals(client: pg.ClientBase, people: readonly Person[]): Promise<Bar[]> {
  const lines: Counted[] = [];
  for (const { name, plan, visible } of people) {
    const total = await totalOf(client, plan);
    if (total.exact && total.count !== visible) throw new Error(`${name}: the total says ${total.count}, the floor has ${visible}.`);
    if (!total.exact && visible <= total.count) throw new Error(`${name}: more than ${total.count} is not so.`);
    if (visible < limit) continue; // the page is the whole list and counts itself
    const [page, counted] = [pageStatement(plan.arms, pageOf(null)), countedBy(plan)];
    const both = sql`SELECT c.*, (${counted ?? sql`NULL`})::bigint AS counted FROM (${page}) c`;
    const withTotal = async () => {
      await rowsOf(client, both);
      if (!counted) await totalOf(client, plan);
    };
    const times = await interleaved([{ name: "page", run: () => rowsOf(client, page) }, { name: "both", run: withTotal }], 200);
    const own = median(times.get("page")!);
    lines.push({ name, says: `${total.exact ? "" : "more than "}${total.count}`, page: own, total: own * (ratio(times, "both", "page") - 1), isCounter: counted !== null });
  }
  table(["total", "says", "page ms", "total adds ms", "ratio"], lines.map(({ name, says, page, total }) => [name, says, page, total, total / page]));
  const bar = (name: string, most: number, chosen: readonly Counted[]): Bar => {
    const worst = Math.max(0, ...chosen.map(({ page, total }) => total / page));
    return { bar: `7 ${name} totals`, goal: `<= ${most}x the page`, measured: `${worst.toFixed(2)}x`, holds: worst <= most };
  };
  return [bar("exact", 0.5, lines.filter(({ isCounter }) => isCounter)), bar("other", 1, lines.filter(({ isCounter }) => !isCounter))];
}
