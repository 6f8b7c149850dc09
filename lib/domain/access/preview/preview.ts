import "server-only";
import type { Viewer } from "../../../access/viewer";
import { pool } from "../../../platform/db/client";
import type { Transaction } from "../../../platform/db/connect";
import { accompanied } from "../../../platform/db/transaction";
import type { AccessPreview } from "../../../shared/access-preview";
import { Problem } from "../../../shared/errors";
import { t } from "../../../shared/language/text";
import { differenceBy, type Difference } from "./difference";
import { digestOf, isNothing, shown } from "./show";
import { stands, standsWithin, type Known, type Standing } from "./standing";
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
  const look = { change, digest: digestOf(difference), ...difference.standing };
  if (isNothing(difference)) return { saved: await saveAsSeen(look, command, knownFrom(difference)) };
  return { preview: { ...(await shown(viewer, difference, from)), token: issue(viewer, look) } };
}

/** What a command would change about anybody's access, without changing it. Throws what the command throws. */
export const previewOf = (viewer: Viewer, command: (viewer: Viewer) => Promise<unknown>): Promise<Difference> => differenceBy(() => command(viewer));

const knownFrom = ({ ways, moves }: Difference): Known => ({ ways: ways.distinct, moves });

/** Thrown inside the save's transaction: something that the look rests on has changed since. */
class Moved extends Error {}

const attempts = 3;

async function saveAsSeen<Value>(ticket: Ticket, command: () => Promise<Value>, seen: Known | null = null): Promise<Value> {
  let [standing, known] = [ticket as Standing, seen];
  for (let attempt = 1; attempt <= attempts; attempt++) {
    if (!(await stands(pool(), standing))) {
      const again = await differenceBy(command);
      if (digestOf(again) !== ticket.digest) throw stalePreview();
      [standing, known] = [again.standing, knownFrom(again)];
    }
    const requireStanding = async (tx: Transaction) => {
      if (!(await standsWithin(tx, standing, known))) throw new Moved();
    };
    try {
      return await accompanied({ before: () => Promise.resolve(), after: requireStanding }, command);
    } catch (error) {
      if (!(error instanceof Moved)) throw error;
    }
  }
  throw stalePreview();
}

const stalePreview = () => new Problem("stale", t("Access has changed since you looked. Look at the preview again."));
