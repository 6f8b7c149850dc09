import type { Permission } from "@/lib/access/permissions";
import { differenceBy, type Difference } from "@/lib/domain/access/preview/difference";
import { shown } from "@/lib/domain/access/preview/show";
import { editRole } from "@/lib/domain/roles/commands";
import { ownerPool } from "@/lib/platform/db/client";
import { median } from "./measure";
import { viewerNamed } from "./people";
import { conclude, shortened, table, type Bar } from "./report";

const wantedHolders = 5000;
const rounds = 7;

type Held = { id: number; name: string; version: number; permissions: string[]; holders: number };

/** The role that this measurement gives to so many people, each in a place of their own: made once, as no role of a world has just that many. */
async function heldRole(): Promise<Held> {
  await ownerPool().query(`
    INSERT INTO roles (key, name, organization_id, permissions)
      SELECT 'bench-preview', 'Held by thousands', o.id, '{customers.list,customers.view,customers.edit,users.list,users.view}' FROM organizations o
      WHERE o.parent_id IS NULL ON CONFLICT DO NOTHING`);
  await ownerPool().query(
    `INSERT INTO grants (key, user_id, role_id, scope_kind, scope_ref, level)
      SELECT 'bench-preview-' || u.id, u.id, r.id, k.kind::scope_kind,
        CASE k.kind WHEN 'subtree' THEN u.organization_id WHEN 'direct' THEN u.organization_id WHEN 'territory' THEN t.id WHEN 'program' THEN p.id END, 'write'
      FROM (SELECT id, organization_id FROM users WHERE status = 'active' AND id > 100 ORDER BY id LIMIT $1) u
      CROSS JOIN roles r
      CROSS JOIN LATERAL (SELECT (ARRAY['subtree', 'direct', 'direct', 'subtree', 'direct', 'own', 'subtree', 'direct', 'territory', 'program'])[1 + u.id % 10] AS kind) k
      CROSS JOIN LATERAL (SELECT id FROM territories ORDER BY id OFFSET u.id % (SELECT count(*) FROM territories) LIMIT 1) t
      CROSS JOIN LATERAL (SELECT id FROM programs ORDER BY id OFFSET u.id % (SELECT count(*) FROM programs) LIMIT 1) p
      WHERE r.key = 'bench-preview' AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.role_id = r.id)`,
    [wantedHolders],
  );
  const { rows } = await ownerPool().query<Held>(`
    SELECT r.id, r.name, r.version, r.permissions, count(DISTINCT g.user_id)::int AS holders FROM roles r JOIN grants g ON g.role_id = r.id
    WHERE r.key = 'bench-preview' GROUP BY r.id`);
  await ownerPool().query("ANALYZE grants");
  return rows[0]!;
}

/** Edits of the role as an administrator might make them: one permission more, one less, and another set altogether. */
const edits = (role: Held): [string, Permission[]][] => [
  ["one permission more", [...role.permissions, role.permissions.includes("customers.reassign") ? "customers.suspend" : "customers.reassign"] as Permission[]],
  ["only lists", ["customers.list"]],
];

/** What it takes to work out and to show a preview of an edit of a role that very many people hold; the first round of each edit warms up. */
export async function benchPreview(): Promise<void> {
  const viewer = await viewerNamed("admin");
  const role = await heldRole();
  const lines: unknown[][] = [];
  const held: number[] = [];
  const medians: number[] = [];
  for (const [name, permissions] of edits(role)) {
    const times: number[] = [];
    let last: Difference | undefined;
    for (let round = 0; round <= rounds; round++) {
      last = await differenceBy(() => editRole(viewer, { roleId: role.id, version: role.version, permissions }));
      const began = performance.now();
      await shown(viewer, last);
      if (round === 0) continue;
      times.push(last.took.all + performance.now() - began);
      held.push(last.took.held);
    }
    times.sort((a, b) => a - b);
    held.sort((a, b) => a - b);
    medians.push(median(times));
    lines.push([name, last!.people, last!.gained.pairs, last!.lost.pairs, times[0]!, median(times), times.at(-1)!]);
  }
  table([`${role.name}, held by ${role.holders.toLocaleString("en")}`, "people", "gained pairs", "lost pairs", "quickest ms", "median ms", "slowest ms"], lines);
  const slowest = Math.max(...medians);
  const bars: Bar[] = [
    { bar: "preview of a role", goal: `< 2,000 ms, held by >= ${wantedHolders.toLocaleString("en")}`, measured: `${shortened(slowest)} ms, the slower edit's median`, holds: slowest < 2000 && role.holders >= wantedHolders },
    { bar: "locks held meanwhile", goal: "< 500 ms", measured: `${shortened(held.at(-1)!)} ms at worst`, holds: held.at(-1)! < 500 },
  ];
  conclude("preview", bars, { holders: role.holders, medians });
}
