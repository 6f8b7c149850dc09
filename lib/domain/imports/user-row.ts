import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { uniqueOr } from "../../platform/db/faults";
import { invalid } from "../../shared/errors";
import { msg, t } from "../../shared/language/text";
import { factsWithin } from "../access/facts-within";
import { requireGainGivable } from "../access/gains";
import { recordActivity } from "../activity/record";
import { createInvitation } from "../invitations/commands";
import { deactivateWithin, reactivateWithin } from "../users/deactivation";
import { requireHome, requireOther, requireUser, subjectOf, write, type Locked } from "../users/saving";
import { inviteUserInput } from "../users/schema";
import { parsed } from "./parsed";
import type { References } from "./references";
import type { Outcome } from "./schema";

type Values = Record<string, string>;
const profile = ["name", "phone", "jobRole", "region"] as const;
const sentence = msg("Your own job role and region decide what you may do. Ask somebody else to change them.");

/** Invites the person with the row's address, or changes their profile, by the rights of the forms. Throws Problems for the row's fields. */
export async function applyUser(tx: Transaction, viewer: Viewer, { values, references }: { values: Values; references: References }): Promise<Outcome> {
  const status = statusIn(values.status);
  const organizationId = await references.organization(values.organization);
  const given = Object.fromEntries(profile.filter((field) => values[field] !== undefined).map((field) => [field, values[field]])) as Values;
  const person = parsed(inviteUserInput.safeParse({ name: "", ...given, email: values.email ?? "", organizationId }));
  const { name, email, phone = null, jobRole = null, region = null } = person;
  const [known] = await rowsIn<{ id: number }>(tx, sql`SELECT id FROM users WHERE email = ${email}`);
  if (known) return both(await changeUser(tx, viewer, known.id, given), await changeStatus(tx, viewer, known.id, status));
  if (status === "deactivated") throw invalid({ status: t("Nobody has this address yet, so there is nobody to deactivate.") });
  const home = await requireHome(tx, viewer, organizationId, "users.invite");
  const data = { name, email, organizationId: home.id, phone, jobRole, region, status: "invited" as const };
  const taken = { field: "email", message: t("Somebody already has an account with {email}.", { email }) };
  const user = await uniqueOr(taken, tx.user.create({ data, select: { id: true, name: true } }));
  await recordActivity(tx, viewer, { ...subjectOf({ ...user, organizationId }), action: "users.invite", after: { ...data, version: 1 } });
  await requireGainGivable(tx, viewer, user.id, null);
  await createInvitation(tx, user.id, viewer.facts);
  return "created";
}

type Status = "active" | "deactivated" | null;

/** What a file says of the account; empty says nothing of it. */
function statusIn(text: string | undefined): Status {
  const word = (text ?? "").trim().toLowerCase();
  if (word === "" || word === "invited") return null;
  if (word === "active" || word === "deactivated") return word;
  throw invalid({ status: t("Write active or deactivated, or leave it empty.") });
}

const both = (profile: Outcome, status: Outcome): Outcome => (profile === "unchanged" ? status : profile);

/** Brings the account into the state that the row names, by the functions of the screens. An invited person stays invited. */
async function changeStatus(tx: Transaction, viewer: Viewer, userId: number, status: Status): Promise<Outcome> {
  if (status === null) return "unchanged";
  const { status: is } = await requireUser(tx, viewer, userId, "users.view");
  if ((is === "deactivated") === (status === "deactivated")) return "unchanged";
  const user = await requireUser(tx, viewer, userId, "users.deactivate");
  await (status === "deactivated" ? deactivateWithin(tx, viewer, user) : reactivateWithin(tx, viewer, user));
  return "changed";
}

async function changeUser(tx: Transaction, viewer: Viewer, userId: number, given: Values): Promise<Outcome> {
  const user = await requireUser(tx, viewer, userId, "users.view").catch(() => {
    throw invalid({ email: t("Somebody already has an account with this address.") }); // seen or not, the address is taken
  });
  const written = Object.fromEntries(Object.entries(given).filter(([field, value]) => value !== user[field as keyof Locked])) as Partial<Locked>;
  if (Object.keys(written).length === 0) return "unchanged";
  await requireUser(tx, viewer, userId, "users.edit");
  const isDriving = "jobRole" in written || "region" in written;
  if (isDriving) requireOther(viewer, userId, { permission: "users.edit", sentence: t(sentence) });
  const before = await factsWithin(tx, userId);
  await write(tx, viewer, user, { action: "users.edit", written });
  if (isDriving) await requireGainGivable(tx, viewer, userId, before);
  return "changed";
}
