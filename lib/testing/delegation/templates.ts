import { permissions as catalogue } from "@/lib/access/permissions";
import { ownerPool } from "@/lib/platform/db/client";
import type { World } from "../world";
import type { Dice } from "./dice";

const keys = catalogue.map(({ key }) => key);

/** Offers some roles of a stored world as templates that said something else before, and makes others clones of what they said then. */
export async function storeTemplates(dice: Dice, { roles }: World): Promise<void> {
  const templates = dice.some(roles, 0.4);
  const offered = new Set(templates.map(({ id }) => id));
  for (const { id } of templates) {
    await ownerPool().query("INSERT INTO role_versions (role_id, number, name, permissions) VALUES ($1, 1, 'earlier', $2)", [id, dice.some(keys, dice.one([0.1, 0.5, 0.9]))]);
    await ownerPool().query("UPDATE roles SET is_template = true WHERE id = $1", [id]);
  }
  for (const { id } of templates.length === 0 ? [] : roles) {
    if (offered.has(id) || dice.chance(0.4)) continue;
    await ownerPool().query("UPDATE roles SET template_id = $2, template_version = 1 WHERE id = $1", [id, dice.one(templates).id]);
  }
}
