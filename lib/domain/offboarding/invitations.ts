import "server-only";
import { compileAccess } from "../../access/compile";
import { allowed } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { invalid } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { asQueryable, factsWithin } from "../access/facts-within";
import { gainedGrants } from "../access/gains";
import { lackedByGifts, type GiftRequest } from "../access/gifts";
import { grantsById } from "../access/given-grants";
import { loadManyFacts } from "../access/many-facts";
import { handOverInvitations, openInvitationsOf, type OpenInvitation } from "../invitations/inviters";
import type { Person } from "./customers";

/**
 * Lets the heir answer for the leaver's open invitations, those that the viewer may hand over and the heir could send again themselves.
 * Throws `invalid` for an heir who could send none of them.
 */
export async function handInvitations(tx: Transaction, viewer: Viewer, { from, to }: { from: Person; to: Person }): Promise<OpenInvitation[]> {
  const open = (await rowsIn<OpenInvitation>(tx, openInvitationsOf(viewer, from.id))).filter(({ id, mayHandOver }) => mayHandOver && id !== to.id);
  if (open.length === 0) return [];
  const facts = (await factsWithin(tx, to.id))!;
  const heir: Viewer = { ...viewer, facts, access: compileAccess(facts, now().getTime()) };
  const of = await sendableBy(tx, heir, open);
  if (of.length === 0) {
    throw invalid({ invitationsTo: t("{person} could send none of these invitations again: that needs to invite people there and to give what they would hold. Choose somebody who may.", { person: to.name }) });
  }
  return handOverInvitations(tx, viewer, { fromId: from.id, toId: to.id, of });
}

/** Of open invitations those that the person could send again, as renewInvitation judges it: asked together, and one by one only where something lacks. */
async function sendableBy(tx: Transaction, person: Viewer, open: readonly OpenInvitation[]): Promise<number[]> {
  const near = open.filter(({ scopes }) => allowed(person.access, "users.view", scopes) && allowed(person.access, "users.invite", scopes));
  const held = await loadManyFacts(asQueryable(tx), near.map(({ id }) => id));
  const gifts = new Map<number, GiftRequest[]>();
  for (const { id, organizationId } of near) {
    const grants = await grantsById(tx, gainedGrants(null, held.get(id)!));
    gifts.set(id, grants.map((grant) => ({ grant, to: { userId: id, groupId: null, organizationId } })));
  }
  if ((await lackedByGifts(tx, person, [...gifts.values()].flat())).length === 0) return near.map(({ id }) => id);
  const sendable: number[] = [];
  for (const [id, theirs] of gifts) if ((await lackedByGifts(tx, person, theirs)).length === 0) sendable.push(id);
  return sendable;
}
