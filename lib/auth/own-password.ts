import "server-only";
import type { z } from "zod";
import { homeOf, type Viewer } from "../access/viewer";
import { authorizeSelf } from "../access/decide";
import { change } from "../domain/access/change";
import { tellOwner } from "../domain/factors/changed";
import { recordActivity } from "../domain/activity/record";
import { db } from "../platform/db/client";
import { hashPassword, isPassword } from "../platform/password";
import { invalid } from "../shared/errors";
import { t } from "../shared/language/text";
import type { newPasswordInput } from "./new-password";
import { renewOwnSession } from "./step-up";
import { requireTyped } from "./typed-password";

/** Changes one's own password; every other session is over, and this one gets a new id. */
export async function changeOwnPassword(viewer: Viewer, input: z.output<typeof newPasswordInput>): Promise<{ message: string }> {
  authorizeSelf(viewer);
  const { password } = input;
  const { userId, name, email } = viewer.facts;
  requireTyped(input, { name, email });
  const { passwordHash: before } = await db().user.findUniqueOrThrow({ where: { id: userId }, select: { passwordHash: true } });
  if (await isPassword(before, password)) throw invalid({ password: t("This is the password you have. Choose another one.") });
  const passwordHash = await hashPassword(password);
  await change(viewer, async (tx, viewer) => {
    await tx.user.updateMany({ where: { id: userId }, data: { passwordHash, needsNewPassword: false, version: { increment: 1 } } });
    const { count } = await tx.session.deleteMany({ where: { userId, id: { not: viewer.session ?? 0 } } });
    await tx.partialSignIn.deleteMany({ where: { userId } });
    const subject = { recordType: "user", recordId: userId, recordName: name, organizationId: homeOf(viewer.facts) };
    await recordActivity(tx, viewer, { ...subject, action: "users.set-password", after: { sessionsEnded: count } });
    await tellOwner(tx, viewer, { id: userId, name }, { change: "password-changed" });
  });
  await renewOwnSession(viewer);
  return { message: t("Your password is changed. All other browsers are signed out.") };
}
