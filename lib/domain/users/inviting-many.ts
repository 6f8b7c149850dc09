import "server-only";
import sql from "sql-template-tag";
import { allowed, authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { parseAddresses, type Addressee } from "../../shared/address-list";
import { invalid, Problem } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { change } from "../access/change";
import { requireGainGivable } from "../access/gains";
import { recordActivity } from "../activity/record";
import { createInvitation } from "../invitations/commands";
import { addPerson } from "./adding";
import { requireHome, requireUser, subjectOf } from "./saving";
import { mostInvited, type InviteManyInput } from "./schema";

/** What became of each address. */
export type InvitedMany = {
  /** New accounts, each mailed a link. */
  invited: { id: number; name: string; email: string }[];
  /** Invited before, and mailed a new link. */
  again: { id: number; name: string; email: string }[];
  /** Addresses that have an account already, which was left as it is. */
  known: string[];
  message: string;
};

/**
 * Invites everybody of a pasted list into one home with one first access, all or none, and mails each a link. An address that has an
 * account is never doubled: one that is invited still gets a new link where the viewer may give that, the rest is named. Throws `invalid`
 * with everything that is no address, and as inviting one person does.
 */
export async function inviteMany(viewer: Viewer, { people: text, ...input }: InviteManyInput): Promise<InvitedMany> {
  authorize(viewer, "users.invite");
  const people = requireAddresses(text);
  return change(viewer, async (tx, viewer) => {
    const home = await requireHome(tx, viewer, input.organizationId, "users.invite");
    const outcome: Omit<InvitedMany, "message"> = { invited: [], again: [], known: [] };
    const there = await accountsOf(tx, people);
    for (const person of people) {
      const { email, name } = person;
      const account = there.get(email);
      if (account !== undefined) {
        const again = await inviteAgain(tx, viewer, account);
        if (again) outcome.again.push({ ...again, email });
        else outcome.known.push(email);
        continue;
      }
      const user = await addPerson(tx, viewer, { home, input: { ...input, name, email, phone: null, entry: "link" }, passwordHash: null });
      await createInvitation(tx, user.id, viewer.facts);
      outcome.invited.push({ ...user, email });
    }
    return { ...outcome, message: t("{count, plural, one {# person is} other {# people are}} invited.", { count: outcome.invited.length }) };
  });
}

function requireAddresses(text: string): Addressee[] {
  const { people, problems } = parseAddresses(text);
  const more = problems.length - 20;
  const told = [...problems.slice(0, 20), ...(more > 0 ? [t("And {count} more.", { count: more })] : []), t("An address looks like name@example.com.")];
  if (problems.length > 0) throw invalid({ people: told.join(" ") });
  if (people.length === 0) throw invalid({ people: t("Paste the addresses of the people.") });
  if (people.length > mostInvited) throw invalid({ people: t("These are {peopleCount} people. Invite at most {mostInvited} at once, or import a file.", { peopleCount: people.length, mostInvited }) });
  return people;
}

async function accountsOf(tx: Transaction, people: readonly Addressee[]): Promise<Map<string, number>> {
  const found = await rowsIn<{ id: number; email: string }>(tx, sql`SELECT id, email FROM users WHERE email = ANY (${people.map(({ email }) => email)}::text[])`);
  return new Map(found.map(({ id, email }) => [email, id]));
}

/** A new link for somebody who was invited before and has not come; null for everybody else, and where the viewer may not give it. */
async function inviteAgain(tx: Transaction, viewer: Viewer, userId: number): Promise<{ id: number; name: string } | null> {
  try {
    const user = await requireUser(tx, viewer, userId, "users.invite");
    if (user.status !== "invited" || !allowed(viewer.access, "users.invite", user.home.scopes)) return null;
    await requireGainGivable(tx, viewer, userId, null);
    await createInvitation(tx, userId, viewer.facts);
    await recordActivity(tx, viewer, { ...subjectOf(user), action: "users.renew-invitation" });
    return { id: userId, name: user.name };
  } catch (error) {
    if (error instanceof Problem) return null;
    throw error;
  }
}
