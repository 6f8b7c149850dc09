import "server-only";
import { headers } from "next/headers";
import { z } from "zod";
import { recordActivity } from "../domain/activity/record";
import { tellOwner } from "../domain/factors/changed";
import { ownerOf } from "../domain/factors/held";
import { db } from "../platform/db/client";
import { hashPassword, isPassword } from "../platform/password";
import { requireStrongPassword } from "../platform/password-strength";
import { invalid } from "../shared/errors";
import { orSay, t } from "../shared/language/text";
import { newPassword } from "../shared/password-rule";
import { originOf } from "./origin";
import { goOn, requirePartial } from "./pipeline";

export const newPasswordInput = z
  .strictObject({ password: newPassword, repeat: z.string() })
  .refine(({ password, repeat }) => password === repeat, { path: ["repeat"], ...orSay("Type the same password twice.") });

/** Sets the new password that was demanded, in a sign-in that cannot go on without; every session of before is over. */
export async function setDemandedPassword({ password }: z.output<typeof newPasswordInput>): Promise<{ href: string }> {
  const partial = await requirePartial("new-password");
  const owner = await ownerOf(partial.userId);
  const { passwordHash: before } = await db().user.findUniqueOrThrow({ where: { id: owner.id }, select: { passwordHash: true } });
  requireStrongPassword(password, owner);
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
