import { customerList } from "@/lib/domain/customers/schema";
import { listCustomers } from "@/lib/domain/customers/queries";
import { pool, disconnect } from "@/lib/platform/db/client";
import { viewerNamed, type Archetype } from "./people";
import { interleaved, median } from "./measure";

const names = (process.env.ONLY?.split(",") ?? ["admin", "reseller", "single", "groups200", "mixed", "territory30", "excepted", "own", "direct"]) as Archetype[];
const people = await Promise.all(names.map(viewerNamed));
const list = customerList.parse({});
const times = await interleaved(people.map((viewer, at) => ({ name: names[at]!, run: () => listCustomers(viewer, list) })), 150, 20);
for (const name of names) console.log(name.padEnd(12), median(times.get(name)!).toFixed(3));
console.log((await pool().query("SELECT generic_plans, custom_plans, left(statement, 70) || '…' || right(regexp_replace(statement, E'\\\\s+', ' ', 'g'), 150) s FROM pg_prepared_statements ORDER BY 1")).rows.map((r) => JSON.stringify(r)).join("\n"));
await disconnect();
