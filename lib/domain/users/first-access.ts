import "server-only";
import type { Viewer } from "../../access/viewer";
import type { Transaction } from "../../platform/db/connect";
import type { OrganizationRecord } from "../access/records";
import { giveWithin } from "../grants/giving";
import { giveGrantInput } from "../grants/schema";
import { securityGroupFor } from "../groups/generated";
import { putInto, requireSecurityGroup } from "../groups/membership";
import type { Window } from "../groups/window";
import type { InviteUserInput } from "./schema";

type FirstAccess = { user: { id: number; name: string }; home: OrganizationRecord; input: InviteUserInput; window: Window };

/**
 * Gives a new person their role: on the home organization with its own customers and nothing below (access-model.md: the default for a
 * new manager), or by putting them into a security group: the chosen one, or the one of exactly the scope described. The window is the
 * grant's, or that of their time in the group, whose own access has no end by it. Throws as giving does.
 */
export async function giveFirstAccess(tx: Transaction, viewer: Viewer, { user, home, input, window }: FirstAccess): Promise<void> {
  const { access, roleId, level, groupId, groupName } = input;
  const people = [{ ...user, organizationId: home.id }];
  if (access === "group") return putInto(tx, viewer, await requireSecurityGroup(tx, viewer, groupId!), { people, window });
  if (access === "none" || !roleId) return;
  if (access === "home") {
    const terms = { roleId, level, kind: "direct", organizationId: home.id, reason: "Given with the invitation" };
    const times = { from: window.from?.toISOString(), until: window.until?.toISOString() };
    await giveWithin(tx, viewer, giveGrantInput.parse({ ...terms, ...times, userId: user.id }));
    return;
  }
  const group = await securityGroupFor(tx, viewer, { home, roleId, level, scope: { ...input, access }, ...(groupName ? { name: groupName } : {}) });
  await putInto(tx, viewer, group, { people, window });
}
