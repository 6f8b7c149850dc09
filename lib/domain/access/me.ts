import "server-only";
import sql from "sql-template-tag";
import { heldPermissions } from "../../access/decide";
import type { Permission } from "../../access/permissions";
import { homeOf, isAtRoot, type Viewer } from "../../access/viewer";
import { pool } from "../../platform/db/client";
import { firstRow } from "../../platform/db/connect";

export type Me = {
  user: { id: number; key: string; name: string; email: string };
  organization: { id: number; key: string; name: string };
  /** The organization below which, itself included, everything lies that the person can ever be given. */
  reach: { organization: number; everything: boolean };
  permissions: Permission[];
};

/** Who the viewer is, where they belong, and every permission they hold anywhere. Needs no permission: it is about oneself. */
export async function whoAmI({ facts, access }: Viewer): Promise<Me> {
  const { userId, name, email } = facts;
  const id = homeOf(facts);
  const home = (await firstRow<{ key: string; name: string }>(pool(), sql`SELECT key, name FROM organizations WHERE id = ${id}`))!;
  return {
    user: { id: userId, key: email, name, email },
    organization: { id, key: home.key, name: home.name },
    reach: { organization: id, everything: isAtRoot(facts) },
    permissions: heldPermissions(access),
  };
}
