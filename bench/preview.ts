import type { Permission } from "@/lib/access/permissions";
import { differenceBy, type Difference } from "@/lib/domain/access/preview/difference";
import { editRole } from "@/lib/domain/roles/commands";
import { ownerPool } from "@/lib/platform/db/client";
import { viewerNamed } from "./people";
import { conclude, shortened, table, type Bar } from "./report";

const wantedHolders = 5000;
const rounds = 7;

type Held = { id: number; name: string; version: number; permissions: string[]; holders: number };

/** The roles that people hold, by themselves or through groups, with how many hold each; the most held first. */
async function heldRoles(): Promise<Held[]> {
  const { rows } = await ownerPool().query<Held>(`
    WITH RECURSIVE carrying(role_id, group_id) AS (
      SELECT role_id, group_id FROM grants WHERE group_id IS NOT NULL
      UNION SELECT c.role_id, n.member_id FROM carrying c JOIN group_nestings n ON n.group_id = c.group_id),
    held AS (
      SELECT role_id, user_id FROM grants WHERE user_id IS NOT NULL
      UNION SELECT c.role_id, m.user_id FROM carrying c JOIN group_members m ON m.group_id = c.group_id)
    SELECT r.id, r.name, r.version, r.permissions, count(*)::int AS holders FROM held h JOIN roles r ON r.id = h.role_id GROUP BY r.id ORDER BY holders DESC`);
  return rows;
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
  const roles = await heldRoles();
  const role = roles.toReversed().find(({ holders }) => holders >= wantedHolders) ?? roles[0]!;
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
