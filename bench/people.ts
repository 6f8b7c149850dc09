import type { Viewer } from "@/lib/access/viewer";
import type { ListPlan } from "@/lib/domain/customers/list/plan";
import { readGuard, settled } from "@/lib/domain/access/guard";
import { viewerOf } from "@/lib/domain/access/viewers";
import { ownerPool } from "@/lib/platform/db/client";

/** The people of the world whose access has a known form; see lib/domain/world/archetypes.ts. */
export const archetypes = ["admin", "reseller", "territory30", "single", "groups200", "groups1", "mixed", "late", "own", "direct", "narrowed", "excepted", "clipped"] as const;
export type Archetype = (typeof archetypes)[number];

/** One of them as the list's benches ask: with rights, the way their list is read, and how many customers they may list. */
export type Person = { name: Archetype; viewer: Viewer; plan: ListPlan; visible: number };

/** The id of the person with this address. Fails when the database holds no world. */
export async function idOf(name: Archetype): Promise<number> {
  const { rows } = await ownerPool().query<{ id: number }>("SELECT id FROM users WHERE email = $1", [`${name}@world.example`]);
  if (!rows[0]) throw new Error("There is no world in this database. Fill an empty one with: npm run portal -- world --customers 1000000 …");
  return rows[0].id;
}

/** The person as a viewer with rights as they stand now. */
export async function viewerNamed(name: Archetype): Promise<Viewer> {
  const viewer = await viewerOf(await idOf(name), await settled(await readGuard()));
  if (!viewer) throw new Error(`${name} may not act.`);
  return viewer;
}
