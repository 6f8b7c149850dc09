import "server-only";
import { authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { Problem } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { roleText } from "../../shared/ready-roles";
import { change } from "../access/change";
import { changeWithin } from "./changing";
import { clashesInWords } from "./clashes";
import { giveWithin, type Saved } from "./giving";
import { requireGrant, withKeptHolders } from "./saving";
import type { ChangeGrantInput, GiveGrantInput, RevokeGrantInput } from "./schema";
import { deleteGrant } from "./writing";

/**
 * Gives a role on a scope to a user or a group, from now or later, for good or until a moment. Throws `invalid` for what is hidden, covers
 * nothing or does not fit, and `refused` for giving to oneself or more than one may use there.
 */
export async function giveGrant(viewer: Viewer, input: GiveGrantInput): Promise<Saved> {
  authorize(viewer, "grants.give");
  return change(viewer, (tx, viewer) => giveWithin(tx, viewer, input));
}

/**
 * Changes a grant, merged field by field with what others changed since; what comes out is judged whole, as a new gift. Throws `stale` on
 * a clash, `refused` for a grant to oneself or more than one may use there, `conflict` when nobody with full access would stay.
 */
export async function changeGrant(viewer: Viewer, input: ChangeGrantInput): Promise<Saved> {
  authorize(viewer, "grants.give");
  try {
    return await change(viewer, (tx, viewer) => changeWithin(tx, viewer, input));
  } catch (error) {
    throw error instanceof Problem && error.code === "stale" ? await clashesInWords(viewer, input, error) : error;
  }
}

/** Takes a grant away at once. Throws `conflict` when nobody with full access would stay at the home of somebody who held it. */
export async function revokeGrant(viewer: Viewer, { grantId }: RevokeGrantInput): Promise<Omit<Saved, "version">> {
  authorize(viewer, "grants.revoke");
  return change(viewer, async (tx, viewer) => {
    const grant = await requireGrant(tx, viewer, grantId, "grants.revoke");
    await withKeptHolders(tx, grant, () => deleteGrant(tx, viewer, grant));
    return { id: grantId, href: paths.grants(), message: t("{name} no longer holds {name2} this way.", { name: grant.holder.name, name2: roleText(grant.role.name) }) };
  });
}
