import type pg from "pg";

type Plan = { "Shared Hit Blocks": number; "Shared Read Blocks": number; "Actual Rows": number; "Actual Loops": number; "Node Type": string; Plans?: Plan[] };

/** Buffers a statement touches, and rows its scans read, as PostgreSQL itself counts them. */
export async function touched(client: pg.ClientBase, statement: { text: string; values: unknown[] }): Promise<{ buffers: number; rows: number }> {
  const { rows } = await client.query<{ "QUERY PLAN": { Plan: Plan }[] }>(`EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${statement.text}`, statement.values);
  const plan = rows[0]!["QUERY PLAN"][0]!.Plan;
  const scanned = (node: Plan): number => (node["Node Type"].includes("Scan") && !node["Node Type"].includes("Function") ? node["Actual Rows"] * node["Actual Loops"] : 0) + (node.Plans ?? []).reduce((sum, child) => sum + scanned(child), 0);
  return { buffers: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"], rows: scanned(plan) };
}
