import "server-only";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import type { Transaction } from "../../platform/db/connect";
import { invalid, requireFaultless } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { mergeEdit } from "../activity/merge";
import { fieldsOf, mergedTerms, wantedTerms, type GrantFields } from "./fields";
import type { Saved } from "./giving";
import { requireOther } from "./holders";
import { requireGrant, requireTermsGivable, requireUsableRole, requireWholeView, withKeptHolders, type LockedGrant } from "./saving";
import { faultsOfWindow, type ChangeGrantInput } from "./schema";
import { requireScope } from "./scope";
import { moveScope } from "./security-groups";
import { updateGrant } from "./writing";

/** Changes a grant within a transaction: a command of its own, or part of one. Throws as changeGrant does, clashes by id. */
export async function changeWithin(tx: Transaction, viewer: Viewer, input: ChangeGrantInput): Promise<Saved> {
  const grant = await requireGrant(tx, viewer, input.grantId, "grants.give");
  const { id, holder } = grant;
  requireOther(viewer, holder, "roleId");
  await requireWholeView(tx, viewer, grant);
  const written = await merge(tx, grant, input);
  if (Object.keys(written).length === 0) return { id, version: grant.version, href: paths.grant(id), message: t("Nothing was changed.") };
  const terms = mergedTerms(grant.terms, wantedTerms(grant.terms, input), written);
  const role = await requireUsableRole(tx, viewer, terms.roleId, { holder, current: grant.terms.roleId });
  requireFaultless(faultsOfWindow(terms));
  if ("until" in written && terms.until && terms.until <= now()) throw invalid({ until: t("Choose a day that is still to come, or revoke the access.") });
  await requireScope(tx, viewer, { scope: terms, holder, current: grant.terms });
  await requireTermsGivable(tx, viewer, terms, { role, holder });
  await withKeptHolders(tx, grant, async () => {
    await updateGrant(tx, viewer, grant, { terms, role });
    if (holder.isSecurityGroup) await moveScope(tx, viewer, grant, terms);
  });
  return { id, version: grant.version + 1, href: paths.grant(id), message: t("The access of {holder} was changed.", { holder: holder.name }) };
}

function merge(tx: Transaction, { id, terms, version }: LockedGrant, input: ChangeGrantInput): Promise<Partial<GrantFields>> {
  const submitted = fieldsOf(wantedTerms(terms, input));
  const current = { ...fieldsOf(terms), version };
  return mergeEdit<GrantFields>(tx, { recordType: "grant", recordId: id, noun: "access", baseVersion: input.version, current, submitted });
}
