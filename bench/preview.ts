import type { Permission } from "@/lib/access/permissions";
import { differenceBy, type Difference } from "@/lib/domain/access/preview/difference";
import { editRole } from "@/lib/domain/roles/commands";
import { ownerPool } from "@/lib/platform/db/client";
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

const line = (name: string, { people, gained, lost, took }: Difference) => [name, people, gained.pairs, lost.pairs, took.held, took.all];

/** What it takes to preview an edit of a role that very many people hold. */
export async function benchPreview(): Promise<void> {
  const viewer = await viewerNamed("admin");
  const role = await heldRole();
  const lines: unknown[][] = [];
  const times: number[] = [];
  const held: number[] = [];
  for (const [name, permissions] of edits(role)) {
    for (let round = 0; round < rounds; round++) {
      const difference = await differenceBy(() => editRole(viewer, { roleId: role.id, version: role.version, permissions }));
      if (round === 0) lines.push(line(name, difference));
      else {
        times.push(difference.took.all);
        held.push(difference.took.held);
      }
    }
  }
  times.sort((a, b) => a - b);
  held.sort((a, b) => a - b);
  table([`${role.name}, held by ${role.holders.toLocaleString("en")}`, "people", "gained pairs", "lost pairs", "locks held ms", "first ms"], lines);
  const worst = times.at(-1)!;
  const bars: Bar[] = [
    { bar: "preview of a role", goal: `< 2,000 ms, held by >= ${wantedHolders.toLocaleString("en")}`, measured: `${shortened(worst)} ms at worst, ${role.holders.toLocaleString("en")} people`, holds: worst < 2000 && role.holders >= wantedHolders },
    { bar: "locks held meanwhile", goal: "< 500 ms", measured: `${shortened(held.at(-1)!)} ms at worst`, holds: held.at(-1)! < 500 },
  ];
  conclude("preview", bars, { holders: role.holders, median: times[Math.floor(times.length / 2)], worst });
}
