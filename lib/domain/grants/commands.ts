import "server-only";
import { authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import type { Transaction } from "../../platform/db/connect";
import { invalid, Problem } from "../../shared/errors";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { mergeEdit } from "../activity/merge";
import { clashesInWords } from "./clashes";
import { fieldsOf, mergedTerms, wantedTerms, type GrantFields } from "./fields";
import { giveWithin, requireWindow, type Saved } from "./giving";
import { requireOther } from "./holders";
import { requireGrant, requireTermsGivable, requireUsableRole, requireWholeView, withKeptHolders, type LockedGrant } from "./saving";
import type { ChangeGrantInput, GiveGrantInput, RevokeGrantInput } from "./schema";
import { requireScope } from "./scope";
import { moveScope } from "./security-groups";
import { deleteGrant, updateGrant } from "./writing";

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

async function changeWithin(tx: Transaction, viewer: Viewer, input: ChangeGrantInput): Promise<Saved> {
  const grant = await requireGrant(tx, viewer, input.grantId, "grants.give");
  const { id, holder } = grant;
  requireOther(viewer, holder, "roleId");
  await requireWholeView(tx, viewer, grant);
  const written = await merge(tx, grant, input);
  if (Object.keys(written).length === 0) return { id, version: grant.version, href: paths.grant(id), message: "Nothing was changed." };
  const terms = mergedTerms(grant.terms, wantedTerms(grant.terms, input), written);
  const role = await requireUsableRole(tx, viewer, terms.roleId, { holder, current: grant.terms.roleId });
  requireWindow(terms);
  if ("until" in written && terms.until && terms.until <= now()) throw invalid({ until: "Choose a day that is still to come, or revoke the access." });
  await requireScope(tx, viewer, { scope: terms, holder, current: grant.terms });
  await requireTermsGivable(tx, viewer, terms, { role, holder });
  await withKeptHolders(tx, grant, async () => {
    await updateGrant(tx, viewer, grant, { terms, role });
    if (holder.isSecurityGroup) await moveScope(tx, viewer, grant, terms);
  });
  return { id, version: grant.version + 1, href: paths.grant(id), message: `The access of ${holder.name} was changed.` };
}

function merge(tx: Transaction, { id, terms, version }: LockedGrant, input: ChangeGrantInput): Promise<Partial<GrantFields>> {
  const submitted = fieldsOf(wantedTerms(terms, input));
  const current = { ...fieldsOf(terms), version };
  return mergeEdit<GrantFields>(tx, { recordType: "grant", recordId: id, noun: "access", baseVersion: input.version, current, submitted });
}

/** Takes a grant away at once. Throws `conflict` when nobody with full access would stay at the home of somebody who held it. */
export async function revokeGrant(viewer: Viewer, { grantId }: RevokeGrantInput): Promise<Omit<Saved, "version">> {
  authorize(viewer, "grants.revoke");
  return change(viewer, async (tx, viewer) => {
    const grant = await requireGrant(tx, viewer, grantId, "grants.revoke");
    await withKeptHolders(tx, grant, () => deleteGrant(tx, viewer, grant));
    return { id: grantId, href: paths.grants(), message: `${grant.holder.name} no longer holds ${grant.role.name} this way.` };
  });
}
