import { pool, ownerPool } from "@/lib/platform/db/client";
import { loadManyFacts } from "@/lib/domain/access/facts";
import { differenceBy } from "@/lib/domain/access/preview/difference";
import { editRole } from "@/lib/domain/roles/commands";
import { viewerNamed } from "./people";
const real = pool().query.bind(pool());
const viewer = await viewerNamed("admin");
const { rows: [role] } = await ownerPool().query("SELECT id, version, permissions FROM roles WHERE key='bench-preview'");
const { rows: ids } = await ownerPool().query("SELECT user_id FROM grants WHERE role_id=$1", [role.id]);
for (let i=0;i<3;i++){ const t=performance.now(); const m = await loadManyFacts(pool(), ids.slice(0,2500).map((r:any)=>r.user_id)); console.log("facts 2500", performance.now()-t, m.size); }
import pg from "pg";
const orig = pg.Client.prototype.query as any;
(pg.Client.prototype as any).query = function (...a: any[]) { const t = performance.now(); const text = (a[0]?.text ?? a[0] ?? "") + ""; const r = orig.apply(this, a); if (r?.then) r.then(() => { const d = performance.now()-t; if (d>50) console.log(d.toFixed(0), text.replace(/\s+/g," ").slice(0,140)); }, () => {}); return r; };
for (let i=0;i<2;i++) { const d = await differenceBy(() => editRole(viewer, { roleId: role.id, version: role.version, permissions: [...role.permissions, "customers.reassign"] })); console.log(d.took); }
process.exit(0);
