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
import { lackedByEach, type GiftRequest } from "../access/gifts";
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

/** How many invited people's facts are held at once. */
const atOnce = 500;

/** Of open invitations those that the person could send again, as renewInvitation judges it. */
async function sendableBy(tx: Transaction, person: Viewer, open: readonly OpenInvitation[]): Promise<number[]> {
  const near = open.filter(({ scopes }) => allowed(person.access, "users.view", scopes) && allowed(person.access, "users.invite", scopes));
  const sendable: number[] = [];
  for (let from = 0; from < near.length; from += atOnce) sendable.push(...(await givableBy(tx, person, near.slice(from, from + atOnce))));
  return sendable;
}

/** Of the invited those whose whole access the person could give, asked for all of them together. */
async function givableBy(tx: Transaction, person: Viewer, invited: readonly OpenInvitation[]): Promise<number[]> {
  const held = await loadManyFacts(asQueryable(tx), invited.map(({ id }) => id));
  const grantsOf = new Map(invited.map(({ id }) => [id, gainedGrants(null, held.get(id)!)]));
  const grants = new Map((await grantsById(tx, [...grantsOf.values()].flat())).map((grant) => [grant.id, grant]));
  const gifts = invited.flatMap(({ id, organizationId }) =>
    grantsOf.get(id)!.flatMap((grantId): GiftRequest[] => (grants.has(grantId) ? [{ grant: grants.get(grantId)!, to: { userId: id, groupId: null, organizationId } }] : [])),
  );
  const lacked = await lackedByEach(tx, person, gifts);
  const beyond = new Set(gifts.filter((_, at) => lacked[at]!.length > 0).map(({ to }) => to.userId));
  return invited.filter(({ id }) => !beyond.has(id)).map(({ id }) => id);
}
