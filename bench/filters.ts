import type pg from "pg";
import { scopesOf } from "@/lib/access/decide";
import { planList } from "@/lib/domain/customers/list/plan";
import { pageStatement, type PageOrder } from "@/lib/domain/customers/list/statement";
import { ownerPool } from "@/lib/platform/db/client";
import { rows as rowsOf } from "@/lib/platform/db/connect";
import { floor, floorStatement } from "./floor";
import { interleaved, median, ratio } from "./measure";
import { idOf, type Person } from "./people";
import { table, type Bar } from "./report";

/** A filter of the list, and its customers read from their sources with no help of the projection. */
type Filter = { name: string; filters: Record<string, string[]>; customers: string };

const sorts: readonly Pick<PageOrder, "sort" | "direction">[] = [
  { sort: "name", direction: "asc" },
  { sort: "name", direction: "desc" },
  { sort: "created", direction: "desc" },
];

/** One of each filter that the list offers: a territory and a partner in the middle, a program, somebody's own customers, and a state. */
async function offered(client: pg.ClientBase): Promise<Filter[]> {
  const middle = async (kind: number) =>
    (await client.query<{ id: number }>(`SELECT (scope_id >> 4)::int AS id FROM scope_count WHERE scope_id & 15 = ${kind} GROUP BY 1
      ORDER BY abs(sum(n) - (SELECT count(*) / 100 FROM customers)) LIMIT 1`)).rows[0]!.id;
  const [territory, organization, manager] = [await middle(3), await middle(1), await idOf("own")];
  return [
    { name: "none", filters: {}, customers: "true" },
    { name: "status", filters: { status: ["suspended"] }, customers: "c.state = 2" },
    { name: "territory", filters: { territory: [`${territory}`] }, customers: `c.territory_id IN (SELECT territory_id FROM territory_closure WHERE ancestor_id = ${territory})` },
    { name: "organization", filters: { organization: [`${organization}`] }, customers: `c.organization_id IN (SELECT organization_id FROM organization_closure WHERE ancestor_id = ${organization})` },
    { name: "program", filters: { program: ["1"] }, customers: "c.organization_id IN (SELECT organization_id FROM enrollments WHERE is_current AND program_id = 1)" },
    { name: "manager", filters: { manager: [`${manager}`] }, customers: `c.account_manager_id = ${manager}` },
    { name: "program and status", filters: { program: ["1"], status: ["suspended"] }, customers: "c.state = 2 AND c.organization_id IN (SELECT organization_id FROM enrollments WHERE is_current AND program_id = 1)" },
  ];
}

/** Every sort with every filter against a private list of just those customers, ready sorted; with every answer compared. */
export async function sortsAndFilters(client: pg.ClientBase, people: readonly Person[]): Promise<Bar[]> {
  const filters = await offered(client);
  const listOf = (person: Person, filter: Filter) => -(person.viewer.facts.userId * 100 + filters.indexOf(filter));
  for (const filter of filters) {
    for (const person of people) {
      await client.query(`INSERT INTO ${floor} SELECT $1, f.sort_name, f.created_at, f.customer_id, f.state FROM ${floor} f JOIN customers c ON c.id = f.customer_id
        WHERE f.person = $2 AND ${filter.customers}`, [listOf(person, filter), person.viewer.facts.userId]);
    }
  }
  await ownerPool().query(`VACUUM ANALYZE ${floor}`);
  const lines: [string, string, string, number, number, number, number][] = [];
  for (const filter of filters) {
    for (const person of people) lines.push(...(await pages(client, person, filter, listOf(person, filter))));
  }
  table(["page by", "filter", "who", "shows", "ours ms", "floor ms", "ratio"], lines);
  const [worst] = lines.sort((a, b) => b[6] - a[6]);
  const many = lines.filter((line) => line[6] > 4).length;
  return [{ bar: "6 sort x filter", goal: "<= 4x floor", measured: `${worst![6].toFixed(2)}x (${worst!.slice(0, 3).join(", ")}); ${many} of ${lines.length} above`, holds: worst![6] <= 4 }];
}

async function pages(client: pg.ClientBase, { name, viewer }: Person, { name: filter, filters }: Filter, list: number) {
  const plan = await planList(scopesOf(viewer.access, "customers.list")!, { filters });
  const lines: [string, string, string, number, number, number, number][] = [];
  for (const sort of sorts) {
    const order: PageOrder = { ...sort, after: null, limit: 51, states: plan.states };
    const ours = () => rowsOf<{ id: number }>(client, pageStatement(plan.arms, order));
    const floors = async () => (await client.query<{ id: number } & pg.QueryResultRow>(floorStatement({ person: list, ...order, states: [...order.states] }))).rows;
    const [mine, theirs] = [await ours(), await floors()];
    if (mine.map(({ id }) => id).join() !== theirs.map(({ id }) => id).join()) throw new Error(`${name}, ${filter} by ${sort.sort}: the page differs from the floor's.`);
    const times = await interleaved([{ name: "ours", run: ours }, { name: "floor", run: floors }], 40, 5);
    lines.push([`${sort.sort} ${sort.direction}`, filter, name, mine.length, median(times.get("ours")!), median(times.get("floor")!), ratio(times, "ours", "floor")]);
  }
  return lines;
}
