import "server-only";
import { homeOf, type Viewer } from "../access/viewer";
import { recordActivity } from "../domain/activity/record";
import { now } from "../platform/clock";
import type { Transaction } from "../platform/db/connect";
import type { SeenDevice } from "./devices";
import type { SignInMethod } from "./session";

/** How a sign-in went: with what, and from which browser. */
export type SignIn = { method: SignInMethod; hasSecondFactor: boolean; device: SeenDevice };

/** What is noted of every finished sign-in, in the transaction that opens its session. */
export async function noteSignIn(tx: Transaction, person: Viewer, { method, hasSecondFactor, device }: SignIn): Promise<void> {
  const { userId, name } = person.facts;
  await tx.user.updateMany({ where: { id: userId }, data: { lastSignInAt: now() } });
  await recordActivity(tx, person, {
    action: "sign-in",
    recordType: "user",
    recordId: userId,
    recordName: name,
    organizationId: homeOf(person.facts),
    after: { method, secondFactor: hasSecondFactor, newDevice: device.isNewDevice },
  });
}
