import "server-only";
import sql from "sql-template-tag";
import type { Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { rowsIn, type Transaction } from "../../platform/db/connect";
import { conflict } from "../../shared/errors";
import { t } from "../../shared/language/text";
import { requireKeeper } from "../access/keepers";
import { createInvitation } from "../invitations/commands";
import { mailPerson } from "../mail/queue";
import { endings } from "./ending";
import { requireOther, write, type Locked } from "./saving";

/** What ended with a deactivation. */
/** What the mail says: that somebody did it, that nobody had come for long, or that the account's last day is over. */
type Why = "deactivated" | "deactivated-idle" | "deactivated-ended";

export type Ended = { sessions: number; tokens: { id: number; name: string }[] };

/**
 * The one way in which a person is deactivated, whatever asked for it (access-model.md, "One deactivate function"): ends sessions,
 * tokens and open invitations in the same transaction, and tells them by mail. Already deactivated changes nothing. Throws `refused` for oneself and
 * `conflict` for the last person with full access of an organization.
 */
export async function deactivateWithin(tx: Transaction, viewer: Viewer, user: Locked, why: Why = "deactivated"): Promise<Ended> {
  if (user.status === "deactivated") return { sessions: 0, tokens: [] };
  requireOther(viewer, user.id, { permission: "users.deactivate", sentence: t("You cannot deactivate yourself. Ask somebody else who may.") });
  await requireKeeper(tx, user.organizationId, [user.id]);
  const { sessions: ofSessions, tokens: ofTokens, ...others } = endings(sql`SELECT ${user.id}::int`);
  const sessions = (await rowsIn(tx, ofSessions)).length;
  const tokens = await rowsIn<{ id: number; name: string }>(tx, ofTokens);
  for (const end of Object.values(others)) await rowsIn(tx, end);
  const noted = { sessionsEnded: sessions, tokensRevoked: tokens.length };
  await write(tx, viewer, user, { action: "users.deactivate", written: { status: "deactivated" }, noted });
  // Whoever has not come yet has no account to lose: their link no longer works, and says so.
  if (user.status === "active") await tell(tx, viewer, user, why);
  return { sessions, tokens };
}

/** The mail about it, which cannot be switched off and reaches the deactivated as well (issue 4, "Sign-in mail"). */
const tell = (tx: Transaction, { facts }: Viewer, { id, name }: Locked, change: Why | "reactivated") =>
  mailPerson(tx, id, { template: "account-changed", data: { name, change, at: now().toISOString(), by: facts.name } });

/** Brings a person back with the grants that are still valid; without a password they are invited again. Already there changes nothing. */
export async function reactivateWithin(tx: Transaction, viewer: Viewer, user: Locked): Promise<void> {
  if (user.status !== "deactivated") return;
  if (user.expiresAt && user.expiresAt <= now()) {
    throw conflict(t("The account of {user} has ended. Set a later last day first.", { user: user.name }));
  }
  await write(tx, viewer, user, { action: "users.reactivate", written: { status: user.hasPassword ? "active" : "invited" } });
  if (user.hasPassword) await tell(tx, viewer, user, "reactivated");
  else await createInvitation(tx, user.id, viewer.facts);
  await tx.user.updateMany({ where: { id: user.id }, data: { reactivatedAt: now() } });
}
