import "server-only";
import { intersectAccess } from "../../access/intersect";
import type { Viewer, Viewing } from "../../access/viewer";
import { now } from "../../platform/clock";
import { viewerOf } from "./viewers";

/**
 * `own` as they see with the eyes of `theirs`: what both may read, and nothing to change. Names and memberships that are the person's
 * alone stay with them: of their facts only who and where they are is kept.
 */
export function lookingAs(own: Viewer, theirs: Viewer, viewing: Viewing): Viewer {
  const access = intersectAccess({ access: own.access, homePath: own.facts.homePath }, { access: theirs.access, homePath: theirs.facts.homePath });
  const facts = { ...theirs.facts, grants: [], memberships: [] };
  const { ip, device, seq, session, provedAt } = own;
  return { facts, access, via: null, narrowedTo: null, ip, device, seq, viewing, ...(session === undefined ? {} : { session, provedAt }) };
}

/** The same look with both people's rights as of change number `seq`; null when its time is over or either may not act any more. */
export async function lookAgain({ viewing, facts, ip, device, session, provedAt }: Viewer, seq: number): Promise<Viewer | null> {
  if (!viewing || viewing.until <= now().getTime()) return null;
  const [own, theirs] = await Promise.all([viewerOf(viewing.by.userId, seq, { ip, device, ...(session === undefined ? {} : { session, provedAt }) }), viewerOf(facts.userId, seq)]);
  return own && theirs && lookingAs(own, theirs, viewing);
}
