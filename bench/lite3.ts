import { scopesOf } from "@/lib/access/decide";
import { planList } from "@/lib/domain/customers/list/plan";
import { pageStatement } from "@/lib/domain/customers/list/statement";
import { ownerPool, disconnect } from "@/lib/platform/db/client";
import { viewerNamed, type Archetype } from "./people";
for (const name of (process.env.ONLY ?? "mixed,territory30").split(",") as Archetype[]) {
  const viewer = await viewerNamed(name);
  const plan = await planList(scopesOf(viewer.access, "customers.list")!, { filters: {} });
  const { text, values } = pageStatement(plan.arms, { sort: "name", direction: "asc", after: null, limit: 51, states: [1, 2] });
  const client = await ownerPool().connect();
  console.log(text);
  await client.query(`SET plan_cache_mode=force_generic_plan; PREPARE x AS ${text}`);
  const lit = values.map((v) => `'${Array.isArray(v) ? `{${v.join()}}` : String(v)}'`).join();
  let best = 1e9; let out = "";
  for (let i = 0; i < 40; i++) { const r = (await client.query(`EXPLAIN (ANALYZE, BUFFERS${process.env.T ? "" : ", TIMING OFF"}) EXECUTE x(${lit})`)).rows.map((r) => (r as Record<string, string>)["QUERY PLAN"]!); const ms = Number(/Execution Time: ([\d.]+)/.exec(r.join("\n"))![1]); if (ms < best) { best = ms; out = r.join("\n"); } }
  console.log(out);
  client.release(true);
}
await disconnect();
