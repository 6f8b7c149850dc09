import "server-only";
import { authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import type { Transaction } from "../../platform/db/connect";
import { takenBack } from "../../platform/db/transaction";
import { conflict, Problem } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { change } from "../access/change";
import { deactivateWithin } from "./deactivation";
import { requireUser } from "./saving";
import type { UsersInput } from "./schema";

/** Somebody who stays in, and why. Without a name for whoever the viewer may not open. */
export type StaysIn = { id: number; name: string | null; reason: string };

/** What a deactivation of several people did, or would do. */
export type Deactivated = { done: number; already: number; sessions: number; tokens: number; staysIn: StaysIn[] };

/**
 * Deactivates several people in one transaction, each by the rules of one. Who cannot be deactivated stays in and is told with the reason;
 * the others are out. Throws `conflict` when nobody could be.
 */
export async function deactivateUsers(viewer: Viewer, input: UsersInput): Promise<Deactivated & { message: string }> {
  authorize(viewer, "users.deactivate");
  return change(viewer, async (tx, viewer) => {
    const outcome = await deactivateEach(tx, viewer, input);
    const { done, already, staysIn } = outcome;
    if (done + already === 0) throw conflict(t("Nobody was deactivated. {reasons}", { reasons: reasonsOf(staysIn) }));
    const out = t("{count, plural, one {# person} other {# people}} can no longer sign in.", { count: done });
    if (staysIn.length === 0) return { ...outcome, message: out };
    return { ...outcome, message: `${out} ${t("{count, plural, one {# person stays} other {# people stay}} in.", { count: staysIn.length })} ${reasonsOf(staysIn)}` };
  });
}

async function deactivateEach(tx: Transaction, viewer: Viewer, { users }: UsersInput): Promise<Deactivated> {
  const outcome: Deactivated = { done: 0, already: 0, sessions: 0, tokens: 0, staysIn: [] };
  for (const id of [...users].sort((a, b) => a - b)) await deactivateOne(tx, viewer, { id, outcome });
  return outcome;
}

async function deactivateOne(tx: Transaction, viewer: Viewer, { id, outcome }: { id: number; outcome: Deactivated }): Promise<void> {
  await tx.$executeRawUnsafe("SAVEPOINT person");
  let name: string | null = null;
  try {
    const user = await requireUser(tx, viewer, id, "users.view");
    name = user.name;
    await requireUser(tx, viewer, id, "users.deactivate");
    const ended = await deactivateWithin(tx, viewer, user);
    if (user.status === "deactivated") outcome.already++;
    else outcome.done++;
    outcome.sessions += ended.sessions;
    outcome.tokens += ended.tokens.length;
    await tx.$executeRawUnsafe("RELEASE SAVEPOINT person");
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await tx.$executeRawUnsafe("ROLLBACK TO SAVEPOINT person");
    outcome.staysIn.push({ id, name, reason: error.message });
  }
}

const mostNamed = 3;

function reasonsOf(staysIn: readonly StaysIn[]): string {
  const named = staysIn.slice(0, mostNamed).map(({ name, reason }) => (name ? `${name}: ${reason}` : reason));
  const more = staysIn.length - named.length;
  return [...named, ...(more > 0 ? [t("And {count} more.", { count: more })] : [])].join(" ");
}

/** What deactivating these people would do, found by doing it and taking it back. */
export async function tryDeactivation(viewer: Viewer, input: UsersInput): Promise<Deactivated> {
  authorize(viewer, "users.deactivate");
  const found: Deactivated[] = [];
  const work = () => change(viewer, async (tx, viewer) => void found.push(await deactivateEach(tx, viewer, input)));
  await takenBack(work, () => Promise.resolve());
  return found.at(-1)!;
}
