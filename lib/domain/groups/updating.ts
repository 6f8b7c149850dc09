import "server-only";
import { authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { invalid, Problem, stale } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { change } from "../access/change";
import { changeWithin } from "../grants/changing";
import { clashesInWords } from "../grants/clashes";
import { requireOther } from "../grants/holders";
import { requireGrant } from "../grants/saving";
import { roleFor } from "./owned-role";
import type { UpdateSecurityGroupInput } from "./schema";

type Updated = { id: number; version: number; href: string; message: string };

/**
 * Changes what a security group gives: the permissions of its role, the scope, level and times, in one step. A role that others use as
 * well stays as it is: the group gets a clone of its own. Throws `stale` on a clash, `refused` for a group one is in oneself or more than
 * one may give, `conflict` when nobody with full access would stay.
 */
export async function updateSecurityGroup(viewer: Viewer, { permissions, roleVersion, ...input }: UpdateSecurityGroupInput): Promise<Updated> {
  authorize(viewer, "grants.give");
  try {
    return await change(viewer, async (tx, viewer) => {
      const grant = await requireGrant(tx, viewer, input.grantId, "grants.give");
      const { holder } = grant;
      if (holder.groupId === null || !holder.isSecurityGroup) throw invalid({ grantId: t("This is not the access of a security group.") });
      requireOther(viewer, holder, "permissions");
      if (permissions && grant.role.id !== input.roleId) throw stale("security group", [], grant.version);
      const roleId = permissions ? await roleFor(tx, viewer, grant, { permissions, roleVersion }) : grant.role.id;
      const { version } = await changeWithin(tx, viewer, { ...input, roleId });
      return { id: holder.groupId, version, href: paths.securityGroup(holder.groupId), message: t("{holder} was updated. It counts on its people's next click.", { holder: holder.name }) };
    });
  } catch (error) {
    throw error instanceof Problem && error.code === "stale" && error.clashes.some(({ field }) => field !== "permissions") ? await clashesInWords(viewer, input, error) : error;
  }
}
