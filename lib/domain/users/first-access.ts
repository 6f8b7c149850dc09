import "server-only";
import type { Viewer } from "../../access/viewer";
import type { Transaction } from "../../platform/db/connect";
import type { OrganizationRecord } from "../access/records";
import { giveWithin } from "../grants/giving";
import { giveGrantInput } from "../grants/schema";
import { customerGroup } from "../groups/creation";
import { putInto } from "../groups/membership";
import type { InviteUserInput } from "./schema";

type FirstAccess = {
  user: { id: number; name: string };
  home: OrganizationRecord;
  input: Pick<InviteUserInput, "access" | "roleId" | "level" | "customers">;
};

/**
 * Gives a new person their role: on the home organization with its own customers and nothing below (access-model.md: the default for a
 * new manager), or on chosen customers, by putting them into the security group of exactly these. Throws as giving does.
 */
export async function giveFirstAccess(tx: Transaction, viewer: Viewer, { user, home, input }: FirstAccess): Promise<void> {
  const { access, roleId, level, customers } = input;
  if (!roleId) return;
  if (access === "home") {
    const terms = { roleId, level, kind: "direct", organizationId: home.id, reason: "Given with the invitation" };
    await giveWithin(tx, viewer, giveGrantInput.parse({ ...terms, userId: user.id }));
    return;
  }
  const group = await customerGroup(tx, viewer, { home, roleId, level, customers });
  await putInto(tx, viewer, group, { people: [{ ...user, organizationId: home.id }] });
}
