import "server-only";
import type { Viewer } from "../../access/viewer";
import type { Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { languageNow } from "../../shared/language/reader";
import { t } from "../../shared/language/text";
import { requireGainGivable } from "../access/gains";
import type { OrganizationRecord } from "../access/records";
import { recordActivity } from "../activity/record";
import { joinGroups } from "../groups/membership";
import { windowOf } from "../groups/window";
import { startOnboarding } from "../onboarding/starting";
import { giveFirstAccess } from "./first-access";
import { subjectOf } from "./saving";
import type { InviteUserInput } from "./schema";

type NewAccount = { input: InviteUserInput; passwordHash: string | null };
type Added = { id: number; name: string };

async function addAccount(tx: Transaction, viewer: Viewer, { input, passwordHash }: NewAccount): Promise<Added> {
  const { name, email, organizationId, phone = null, jobRole = null, region = null } = input;
  const status = passwordHash === null ? ("invited" as const) : ("active" as const);
  const data = { name, email, organizationId, phone, jobRole, region, status };
  const taken = { field: "email", message: t("Somebody already has an account with {email}.", { email }) };
  const user = await uniqueOr(taken, tx.user.create({ data: { ...data, passwordHash, languageRead: languageNow() }, select: { id: true, name: true } }));
  await recordActivity(tx, viewer, { ...subjectOf({ ...user, organizationId }), action: "users.invite", after: { ...data, version: 1 } });
  return user;
}

/** Makes an account at home there with its groups, first access and first steps, and judges all of it as giving. Whoever calls has judged the home. */
export async function addPerson(tx: Transaction, viewer: Viewer, { home, ...account }: NewAccount & { home: OrganizationRecord }): Promise<Added> {
  const { input } = account;
  const window = windowOf(input);
  const user = await addAccount(tx, viewer, account);
  await joinGroups(tx, viewer, { user: { ...user, organizationId: home.id }, groupIds: input.groups, window });
  await giveFirstAccess(tx, viewer, { user, home, input, window });
  await requireGainGivable(tx, viewer, user.id, null);
  await startOnboarding(tx, viewer, { ...user, organizationId: home.id });
  return user;
}
