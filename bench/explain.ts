import { explain } from "@/lib/access/explain";
import type { Viewer } from "@/lib/access/viewer";
import { explainAccess } from "@/lib/domain/access/explain";
import { loadFacts } from "@/lib/domain/access/facts";
import { findRecords } from "@/lib/domain/access/find-records";
import { viewers } from "@/lib/domain/access/viewers";
import { whoMay } from "@/lib/domain/access/who";
import { ownerPool, pool } from "@/lib/platform/db/client";
import { interleaved, median, quantile, ratio } from "./measure";
import { viewerNamed } from "./people";
import { conclude, table, type Bar } from "./report";

const permission = "customers.view";
const floor = `bench.who_${process.pid}`;

/** Why one person may or may not, and who may see a customer: both against the least that could be read for them, in one run. */
export async function benchExplain(): Promise<void> {
  const admin = await viewerNamed("admin");
  const people = await count("users");
  await ownerPool().query("CREATE SCHEMA IF NOT EXISTS bench");
  try {
    const bars = [await one(admin), ...(await who(admin))];
    conclude("explain", bars, { people, customers: await count("customers"), grants: await count("grants") });
  } finally {
    await ownerPool().query(`DROP TABLE IF EXISTS ${floor}`);
  }
}

const count = async (name: string) => (await ownerPool().query<{ n: number }>(`SELECT count(*)::int AS n FROM ${name}`)).rows[0]!.n;
const some = async (name: string, amount: number) =>
  (await ownerPool().query<{ id: number }>(`SELECT id FROM (SELECT id FROM ${name} ORDER BY id) x ORDER BY md5(id::text) LIMIT $1`, [amount])).rows.map(({ id }) => id);

/** One person and one customer, yes and no mixed; nobody is remembered from the question before. */
async function one(admin: Viewer): Promise<Bar> {
  const strangers = await some("users WHERE status = 'active'", 300);
  const customers = await some("customers", 300);
  const holders = await Promise.all(customers.slice(0, 60).map((id) => whoMay(admin, { permission, record: { type: "customer", id }, limit: 5 })));
  const people = [...strangers, ...holders.flatMap(({ rows }) => rows.map(({ user }) => user.id))];
  const questions = [
    ...strangers.map((userId, at) => ({ userId, permission, customerId: customers[at]! })),
    ...holders.flatMap(({ rows, record }) => rows.map(({ user }) => ({ userId: user.id, permission, customerId: record.id }))),
  ].sort(() => Math.random() - 0.5);
  let [at, yes, no] = [0, 0, 0];
  const ask = async () => {
    viewers().forget();
    const answer = await explainAccess(admin, questions[at++ % questions.length]!);
    if (answer.allowed) yes++;
    else no++;
  };
  const times = await interleaved(
    [
      { name: "explanation", run: ask },
      { name: "floor: the person's rights alone", run: () => loadFacts(pool(), people[at++ % people.length]!) },
      { name: "bare round trip", run: () => pool().query({ name: "bare", text: "SELECT 1" }) },
    ],
    200,
  );
  table(["one person, one record", "median ms", "p95 ms", "times the floor"], [...times.keys()].map((name) => [name, median(times.get(name)!), quantile(times.get(name)!, 0.95), ratio(times, name, "floor: the person's rights alone")]));
  console.log(`${yes} were allowed, ${no} were not.\n`);
  const taken = median(times.get("explanation")!);
  return { bar: "explanation of one person and record", goal: "< 20 ms median", measured: `${taken.toFixed(1)} ms`, holds: taken < 20 };
}

/** Everybody who may see a customer: exact count and the first page with every reason. */
async function who(admin: Viewer): Promise<Bar[]> {
  const customers = await some("customers", 20);
  const wrong = await disagreements(admin, customers.slice(0, 2));
  let at = 0;
  const ask = () => whoMay(admin, { permission, record: { type: "customer", id: customers[at++ % customers.length]! } });
  const first = await ask();
  await makeFloor(admin, customers);
  const floorPage = () =>
    Promise.all([
      pool().query({ name: "floor count", text: `SELECT count(*) FROM ${floor} WHERE customer_id = $1`, values: [customers[at % customers.length]] }),
      pool().query({ name: "floor page", text: `SELECT * FROM ${floor} WHERE customer_id = $1 ORDER BY place LIMIT 51`, values: [customers[at % customers.length]] }),
    ]);
  const times = await interleaved([{ name: "who may see, first page", run: ask }, { name: "floor: a private list, ready sorted", run: floorPage }], 60, 5);
  table(["who may see a customer", "median ms", "p95 ms", "times the floor"], [...times.keys()].map((name) => [name, median(times.get(name)!), quantile(times.get(name)!, 0.95), ratio(times, name, "floor: a private list, ready sorted")]));
  console.log(`The first of the customers is seen by ${first.total.count.toLocaleString("en")} people.\n`);
  const taken = median(times.get("who may see, first page")!);
  return [
    { bar: "who can see a customer", goal: "< 200 ms", measured: `${taken.toFixed(0)} ms`, holds: taken < 200 },
    { bar: "who can see, against the law asked one by one", goal: "0 disagreements", measured: `${wrong}`, holds: wrong === 0 },
  ];
}

async function everyPage(viewer: Viewer, id: number): Promise<number[]> {
  const ids: number[] = [];
  for (let after: string | null = null; ;) {
    const page = await whoMay(viewer, { permission, record: { type: "customer", id }, after, limit: 200 });
    ids.push(...page.rows.map(({ user }) => user.id));
    if (page.next === null) return ids;
    after = page.next;
  }
}

/** How many people the law, asked about everybody at home above the customer, judges otherwise than the list. */
async function disagreements(admin: Viewer, customers: readonly number[]): Promise<number> {
  let wrong = 0;
  for (const id of customers) {
    const [record] = await findRecords(ownerPool(), [{ type: "customer", id }]);
    const { rows } = await ownerPool().query<{ id: number }>(
      "SELECT u.id FROM users u JOIN organization_closure c ON c.ancestor_id = u.organization_id WHERE c.organization_id = $1",
      [record!.organizationId],
    );
    const listed = new Set(await everyPage(admin, id));
    for (const person of rows) {
      const facts = await loadFacts(pool(), person.id);
      if (explain(facts!, permission, record!.scopes, Date.now()).allowed !== listed.has(person.id)) wrong++;
    }
  }
  return wrong;
}

async function makeFloor(admin: Viewer, customers: readonly number[]): Promise<void> {
  await ownerPool().query(`CREATE UNLOGGED TABLE ${floor} (customer_id int NOT NULL, place int NOT NULL, user_id int NOT NULL)`);
  for (const id of customers) {
    const ids = await everyPage(admin, id);
    await ownerPool().query(`INSERT INTO ${floor} SELECT $1, place, id FROM unnest($2::int[]) WITH ORDINALITY u(id, place)`, [id, ids]);
  }
  await ownerPool().query(`CREATE INDEX ON ${floor} (customer_id, place)`);
  await ownerPool().query(`GRANT SELECT ON ${floor} TO portico_app; GRANT USAGE ON SCHEMA bench TO portico_app; ANALYZE ${floor}`);
}
