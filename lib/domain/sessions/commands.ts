import "server-only";
import type { z } from "zod";
import { authorize, authorizeSelf } from "../../access/decide";
import { homeOf, type Viewer } from "../../access/viewer";
import type { Transaction } from "../../platform/db/connect";
import { deviceName } from "../../shared/device-name";
import { conflict, notFound } from "../../shared/errors";
import { defaultLanguage } from "../../shared/language/languages";
import { inLanguage } from "../../shared/language/reader";
import { t } from "../../shared/language/text";
import { change } from "../access/change";
import { recordActivity } from "../activity/record";
import { tellOwner } from "../factors/changed";
import { requireUser } from "../users/saving";
import type { endSessionsInput, sessionInput } from "./schema";

type Owner = { id: number; name: string; organizationId: number };

const self = ({ facts }: Viewer): Owner => ({ id: facts.userId, name: facts.name, organizationId: homeOf(facts) });

const note = (tx: Transaction, viewer: Viewer, { id, name, organizationId }: Owner, before: Record<string, unknown>) =>
  recordActivity(tx, viewer, { action: "users.end-sessions", recordType: "user", recordId: id, recordName: name, organizationId, before });

/** Ends one of the viewer's own sessions other than the one they are in; it is over on its next request. */
export async function endOwnSession(viewer: Viewer, { sessionId }: z.output<typeof sessionInput>): Promise<{ message: string }> {
  authorizeSelf(viewer);
  return change(viewer, async (tx, viewer) => {
    if (sessionId === viewer.session) throw conflict(t("This is the session you are in. Sign out to end it."));
    const where = { id: sessionId, userId: viewer.facts.userId };
    const found = await tx.session.findFirst({ where, select: { device: true, ip: true } });
    if (!found) throw notFound("session");
    await tx.session.deleteMany({ where });
    const session = inLanguage(defaultLanguage, () => deviceName(found.device));
    await note(tx, viewer, self(viewer), { session, ip: found.ip });
    return { message: t("{device} is signed out.", { device: deviceName(found.device) }) };
  });
}

/** Ends all of the viewer's own sessions but the one they are in. */
export async function endOtherSessions(viewer: Viewer): Promise<{ message: string }> {
  authorizeSelf(viewer);
  return change(viewer, async (tx, viewer) => {
    const { count } = await tx.session.deleteMany({ where: { userId: viewer.facts.userId, id: { not: viewer.session ?? 0 } } });
    if (count > 0) await note(tx, viewer, self(viewer), { sessions: count });
    return { message: t("{count, plural, one {# other session} other {# other sessions}} ended.", { count }) };
  });
}

/** Ends every session of a person, and sign-ins that are not finished; they can sign in again. */
export async function endSessions(viewer: Viewer, { userId }: z.output<typeof endSessionsInput>): Promise<{ message: string }> {
  authorize(viewer, "users.end-sessions");
  return change(viewer, async (tx, viewer) => {
    const person = await requireUser(tx, viewer, userId, "users.end-sessions");
    const kept = userId === viewer.facts.userId ? (viewer.session ?? 0) : 0;
    const { count } = await tx.session.deleteMany({ where: { userId, id: { not: kept } } });
    await tx.partialSignIn.deleteMany({ where: { userId } });
    if (count > 0) await note(tx, viewer, person, { sessions: count });
    if (count > 0 && userId !== viewer.facts.userId) await tellOwner(tx, viewer, person, { change: "sessions-ended" });
    return { message: t("{count, plural, one {# session} other {# sessions}} of {person} ended.", { count, person: person.name }) };
  });
}
