import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../../access/viewer";
import { rowsIn, type Transaction } from "../../../platform/db/connect";
import { accompanied } from "../../../platform/db/transaction";
import type { AccessPreview } from "../../../shared/access-preview";
import { Problem } from "../../../shared/errors";
import { readGuard } from "../guard";
import { differenceBy, isOwnChange, type Difference } from "./difference";
import { digestOf, isNothing, shown } from "./show";
import { issue, nameOfChange, redeem, type Ticket } from "./ticket";

/** A change on its way: the command with its input, and what has been looked at already. */
export type Previewed<Value> = {
  viewer: Viewer;
  /** What tells this change from others: the command's name and what was sent. */
  name: string;
  input: unknown;
  command: () => Promise<Value>;
  token: string | null;
  /** How many people of the list to leave out, for the next page of it. */
  from?: number;
};

export type Outcome<Value> = { saved: Value } | { preview: AccessPreview };

/**
 * Runs a command that may change access, but only after its person has looked at what it changes: without a look it answers the preview
 * and changes nothing. What changes nobody's access is saved at once. Throws what the command throws, and `stale` when the change would
 * do something else by now than what was looked at.
 */
export async function previewed<Value>({ viewer, name, input, command, token, from }: Previewed<Value>): Promise<Outcome<Value>> {
  const change = nameOfChange(name, input);
  const ticket = token === null ? null : redeem(viewer, token, change);
  if (ticket) return { saved: await saveAsSeen(ticket, command) };
  const difference = await differenceBy(command);
  const look = { change, digest: digestOf(difference), seq: difference.seq };
  if (isNothing(difference)) return { saved: await saveAsSeen(look, command) };
  return { preview: { ...(await shown(viewer, difference, from)), token: issue(viewer, look) } };
}

/** What a command would change about anybody's access, without changing it. Throws what the command throws. */
export const previewOf = (viewer: Viewer, command: (viewer: Viewer) => Promise<unknown>): Promise<Difference> => differenceBy(() => command(viewer));

/** Thrown inside the save's transaction: somebody changed access after we last looked. */
class Moved extends Error {}

const attempts = 3;

async function saveAsSeen<Value>(ticket: Ticket, command: () => Promise<Value>): Promise<Value> {
  for (let attempt = 1; attempt <= attempts; attempt++) {
    const seq = await seqAsSeen(ticket, command);
    try {
      return await accompanied({ before: () => Promise.resolve(), after: (tx) => requireUnmoved(tx, seq) }, command);
    } catch (error) {
      if (!(error instanceof Moved)) throw error;
    }
  }
  throw stalePreview();
}

/** The change number up to which the look still holds: looked at again when the clock has moved. Throws `stale` when it says otherwise now. */
async function seqAsSeen({ digest, seq }: Ticket, command: () => Promise<unknown>): Promise<number> {
  if ((await readGuard()).seq === seq) return seq;
  const again = await differenceBy(command);
  if (digestOf(again) !== digest) throw stalePreview();
  return again.seq;
}

/** Asked in the transaction of the save, which by then holds the clock if it has changed any access itself. */
async function requireUnmoved(tx: Transaction, seq: number): Promise<void> {
  const [others] = await rowsIn<{ any: boolean }>(tx, sql`SELECT EXISTS (SELECT 1 FROM access_changes c WHERE c.seq > ${seq} AND NOT ${isOwnChange}) AS any`);
  if (others!.any) throw new Moved();
}

const stalePreview = () => new Problem("stale", "Access has changed since you looked. Look at the preview again.");
