import "server-only";
import { headers } from "next/headers";
import { z } from "zod";
import { recordActivity } from "../domain/activity/record";
import { tellOwner } from "../domain/factors/changed";
import { ownerOf } from "../domain/factors/held";
import { db } from "../platform/db/client";
import { hashPassword, isPassword } from "../platform/password";
import { invalid } from "../shared/errors";
import { t } from "../shared/language/text";
import { newPassword } from "../shared/password-rule";
import { originOf } from "./origin";
import { goOn, requirePartial } from "./pipeline";
import { requireTyped, sayThatTheyDiffer } from "./typed-password";

export const newPasswordInput = z
  .strictObject({ password: newPassword, repeat: z.string() })
  .check(sayThatTheyDiffer);

/** Sets the new password that was demanded, in a sign-in that cannot go on without; every session of before is over. */
export async function setDemandedPassword(input: z.output<typeof newPasswordInput>): Promise<{ href: string }> {
  const { password } = input;
  const partial = await requirePartial("new-password");
  const owner = await ownerOf(partial.userId);
  const { passwordHash: before } = await db().user.findUniqueOrThrow({ where: { id: owner.id }, select: { passwordHash: true } });
  requireTyped(input, owner);
  if (await isPassword(before, password)) throw invalid({ password: t("Choose another password than the one you had.") });
  const passwordHash = await hashPassword(password);
  const origin = originOf(await headers());
  await db().$transaction(async (tx) => {
    await tx.user.updateMany({ where: { id: owner.id }, data: { passwordHash, needsNewPassword: false, version: { increment: 1 } } });
    await tx.session.deleteMany({ where: { userId: owner.id } });
    const subject = { recordType: "user", recordId: owner.id, recordName: owner.name, organizationId: owner.organizationId };
    const actor = { via: null, ...origin, facts: { userId: owner.id, name: owner.name } };
    await recordActivity(tx, actor, { ...subject, action: "users.set-password" });
    await tellOwner(tx, actor, owner, { change: "password-changed" });
  });
  return goOn(partial);
}
