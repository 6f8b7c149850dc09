import "server-only";
import sql from "sql-template-tag";
import { isLetIn } from "../../access/compile";
import { authorize, authorizeOn } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { t } from "../../shared/language/text";
import { paths } from "../../shared/paths";
import { conflict, notFound, Problem } from "../../shared/errors";
import { change } from "../access/change";
import { factsWithin } from "../access/facts-within";
import { recordActivity } from "../activity/record";
import type { StartViewingInput } from "./schema";

const minutes = 30;

type Person = { id: number; name: string; organizationId: number; scopes: number[] };

/**
 * Lets the viewer's session see the portal as another person sees it, reading only, for half an hour. Throws `not-found` when the person
 * is hidden, `refused` without users.view-as at their home or without a browser's session (tokens), `conflict` for oneself and for
 * somebody who may not act.
 */
export async function startViewing(viewer: Viewer, { userId, reason }: StartViewingInput): Promise<{ href: string }> {
  authorize(viewer, "users.view-as");
  const { session } = viewer;
  if (session === undefined) throw new Problem("refused", t("Only a signed-in person can view as somebody; a token cannot."));
  await change(viewer, async (tx, viewer) => {
    const person = await personOf(tx, userId);
    if (!person) throw notFound("user");
    authorizeOn(viewer, { read: "users.view", permission: "users.view-as", record: person.scopes, noun: "user" });
    await requireLookable(tx, viewer, person);
    const startedAt = now();
    const endsAt = new Date(startedAt.getTime() + minutes * 60_000);
    await rowsIn(
      tx,
      sql`WITH v AS (INSERT INTO viewings (by_id, of_id, reason, started_at, ends_at)
          VALUES (${viewer.facts.userId}, ${userId}, ${reason}, ${startedAt}, ${endsAt}) RETURNING id)
        UPDATE sessions SET viewing_id = (SELECT id FROM v) WHERE id = ${session} AND user_id = ${viewer.facts.userId} RETURNING id`,
    );
    await recordActivity(tx, viewer, {
      action: "users.view-as",
      recordType: "user",
      recordId: person.id,
      recordName: person.name,
      organizationId: person.organizationId,
      after: { reason, until: endsAt },
    });
  });
  return { href: paths.home() };
}

async function personOf(tx: Transaction, userId: number): Promise<Person | null> {
  const [person] = await rowsIn<Person>(
    tx,
    sql`SELECT u.id, u.name, u.organization_id AS "organizationId",
        ARRAY(SELECT s.scope_id FROM organization_scope s WHERE s.organization_id = u.organization_id)::text[]::float8[] AS scopes
      FROM users u WHERE u.id = ${userId} FOR SHARE OF u`,
  );
  return person ?? null;
}

async function requireLookable(tx: Transaction, viewer: Viewer, { id, name }: Person): Promise<void> {
  if (id === viewer.facts.userId) throw conflict(t("You already see the portal as yourself."));
  const facts = await factsWithin(tx, id);
  if (!facts || !isLetIn(facts, now().getTime())) throw conflict(t("{name} may not sign in now, so there is nothing to see.", { name }));
}
