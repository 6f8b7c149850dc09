import pg from "pg";

type Plan = { "Shared Hit Blocks": number; "Shared Read Blocks": number; "Actual Rows": number; "Actual Loops": number; "Node Type": string; "Relation Name"?: string; Plans?: Plan[] };

/** Scans of what other nodes have read already, or of values that are given: they touch no table. */
const ofNoTable = ["Function Scan", "Subquery Scan", "Values Scan", "CTE Scan"];
/** Places of trees and enrolments say where customers are: a hundredth of their number, three hundred of them in a block. Their blocks count. */
const ofPlaces = ["organization_closure", "territory_closure", "enrollments"];
const isOfCustomers = ({ "Node Type": type, "Relation Name": table = "" }: Plan) => type.includes("Scan") && !ofNoTable.includes(type) && !ofPlaces.includes(table);

export type Statement = { text: string; values: unknown[] };

/** Buffers a statement touches, and rows its scans of customers find, as PostgreSQL itself counts them. */
export const touched = (client: pg.ClientBase, { text, values }: Statement) => counted(client, text, values);

/** The same by the plan for any values, which a connection keeps once it costs no more than one for these. */
export async function touchedByKeptPlan(client: pg.ClientBase, { text, values }: Statement): Promise<Touched> {
  await client.query(`PREPARE kept AS ${text}; SET plan_cache_mode = force_generic_plan`);
  try {
    return await counted(client, `EXECUTE kept${values.length > 0 ? `(${values.map(literal).join()})` : ""}`);
  } finally {
    await client.query("RESET plan_cache_mode; DEALLOCATE kept");
  }
}

/** True when a connection that is asked the same a few times stops planning it anew. */
export async function keepsPlan(client: pg.ClientBase, { text, values }: Statement): Promise<boolean> {
  for (let times = 0; times < 7; times++) await client.query({ name: "repeated", text, values });
  const { rows } = await client.query<{ kept: boolean }>("SELECT generic_plans > 0 AS kept FROM pg_prepared_statements WHERE name = 'repeated'");
  return rows[0]!.kept;
}

const literal = (value: unknown) => pg.escapeLiteral(Array.isArray(value) ? `{${value.join()}}` : String(value));

export type Touched = { buffers: number; rows: number };

async function counted(client: pg.ClientBase, text: string, values?: unknown[]): Promise<Touched> {
  const { rows } = await client.query<{ "QUERY PLAN": { Plan: Plan }[] }>(`EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${text}`, values);
  const plan = rows[0]!["QUERY PLAN"][0]!.Plan;
  const scanned = (node: Plan): number => (isOfCustomers(node) ? node["Actual Rows"] * node["Actual Loops"] : 0) + (node.Plans ?? []).reduce((sum, child) => sum + scanned(child), 0);
  return { buffers: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], rows: scanned(plan) };
}
