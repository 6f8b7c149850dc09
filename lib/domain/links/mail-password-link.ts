import "server-only";
import { db } from "../../platform/db/client";
import { paths } from "../../shared/paths";
import { recordActivity } from "../activity/record";
import { mailPerson } from "../mail/queue";
import { makeLink } from "./one-time-link";

const minutes = 60;

type Asked = { email: string; ip: string | null; device: string | null };

/** Mails a link to choose a new password to the active person with this address; does nothing when there is none. */
export async function mailPasswordLink({ email, ip, device }: Asked): Promise<void> {
  const person = await db().user.findFirst({ where: { email, status: "active" }, select: { id: true, name: true, organizationId: true } });
  if (!person) return;
  await db().$transaction(async (tx) => {
    const token = await makeLink(tx, { userId: person.id, purpose: "reset-password", minutes });
    await mailPerson(tx, person.id, { template: "password-link", data: { name: person.name, path: paths.resetPassword(token), minutes, ip } });
    const subject = { recordType: "user", recordId: person.id, recordName: person.name, organizationId: person.organizationId };
    await recordActivity(tx, { via: null, ip, device, facts: { userId: person.id, name: person.name } }, { ...subject, action: "users.ask-new-password" });
  });
}
