import "server-only";
import type { Viewer, ViewerFacts } from "../../access/viewer";
import { earlierEnd } from "../../access/compile";
import type { Transaction } from "../../platform/db/connect";
import { factsWithin } from "./facts-within";
import { requireGivable, toSelf } from "./gifts";
import { grantsById } from "./given-grants";

type Span = { from: number; until: number };

/** Per grant the time during which it counts for the person, over all ways of holding it. */
function spans({ grants, memberships }: ViewerFacts): Map<number, Span> {
  const found = new Map<number, Span>();
  const note = (id: number, span: Span) => {
    const known = found.get(id);
    found.set(id, known ? { from: Math.min(known.from, span.from), until: Math.max(known.until, span.until) } : span);
  };
  for (const { id, groupId, from, until } of grants) {
    if (groupId === null) note(id, { from: from ?? -Infinity, until: until ?? Infinity });
    for (const way of memberships.filter((membership) => membership.groupId === groupId)) {
      const starts = Math.max(from ?? -Infinity, way.from ?? -Infinity);
      note(id, { from: starts, until: earlierEnd(until, way.until) ?? Infinity });
    }
  }
  return found;
}

/** Ids of the grants that the person holds afterwards and did not hold before, or not for as long. */
export function gainedGrants(before: ViewerFacts | null, after: ViewerFacts): number[] {
  const known = before ? spans(before) : new Map<number, Span>();
  return [...spans(after)]
    .filter(([id, { from, until }]) => {
      const was = known.get(id);
      return from < until && (!was || from < was.from || until > was.until);
    })
    .map(([id]) => id);
}

/**
 * "Nobody gives what they lack" for a write that changes what one person holds through where they are at home, what they are or which
 * groups they are in. Call it after the write with the facts from before (null for a new person). A person who comes to be at home
 * outside their old home keeps their grants over other records, so all of them are judged.
 */
export async function requireGainGivable(tx: Transaction, viewer: Viewer, userId: number, before: ViewerFacts | null): Promise<void> {
  const after = (await factsWithin(tx, userId))!;
  const isElsewhere = before !== null && !after.homePath.includes(before.homePath[0]!);
  const ids = isElsewhere ? after.grants.map(({ id }) => id) : gainedGrants(before, after);
  const to = { userId, groupId: null, organizationId: after.homePath[0]! };
  const grants = await grantsById(tx, ids);
  await requireGivable(tx, viewer, grants.map((grant) => ({ grant, to })));
}

/** Throws `refused` when a write has brought the viewer themselves more than they held when it began. Call it after the write. */
export async function requireNothingForSelf(tx: Transaction, viewer: Viewer): Promise<void> {
  const after = await factsWithin(tx, viewer.facts.userId);
  if (after && gainedGrants(viewer.facts, after).length > 0) throw toSelf();
}
