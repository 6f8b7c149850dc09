import "server-only";
import { onlyViewing } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { t } from "../../shared/language/text";
import { wallFor } from "./folded";
import { now } from "../../platform/clock";
import { Problem } from "../../shared/errors";
import type { Sql } from "sql-template-tag";
import { rowsBehind } from "../../platform/db/behind";
import { momentsAsText, type Queryable, type Transaction } from "../../platform/db/connect";
import { readBehind, writeBehind } from "../../platform/db/transaction";
import { clashInWords } from "../activity/clash-words";
import { readGuard, settled } from "./guard";
import { lookAgain } from "./looking";
import { viewerOf } from "./viewers";

/** The viewer with rights as they stand now; the same object when nothing has changed. Throws `signed-out` when nothing is left. */
export async function current(viewer: Viewer): Promise<Viewer> {
  const seq = await settled(await readGuard());
  const stands = seq === viewer.seq && now().getTime() < viewer.access.until;
  const found = stands ? viewer : viewer.viewing ? await lookAgain(viewer, seq) : await viewerOf(viewer.facts.userId, seq, viewer);
  if (!found) throw new Problem("signed-out", t("You are no longer signed in."));
  return found;
}

/**
 * Runs a command's writes in one transaction. The viewer's rights are read again first, so that a right taken away since the request
 * began is gone; `write` gets them as its second argument and must use those. Throws `signed-out` when nothing is left, `refused` for
 * whoever only looks with another's eyes.
 */
export async function change<Value>(viewer: Viewer, write: (tx: Transaction, viewer: Viewer) => Promise<Value>): Promise<Value> {
  if (viewer.viewing) throw onlyViewing(viewer);
  const actor = await current(viewer);
  try {
    return await writeBehind(await wallFor(actor.access), (tx) => write(tx, actor));
  } catch (error) {
    throw await clashInWords(actor, error);
  }
}

/** Runs reads that touch customers behind the second wall, with the viewer's eyes. */
export const read = async <Value>(viewer: Viewer, work: (on: Queryable) => Promise<Value>): Promise<Value> => readBehind(await wallFor(viewer.access), work);

/** The rows of one statement that touches customers, behind the second wall with the viewer's eyes: one trip to the database. */
export const readRows = async <Row extends object>(viewer: Viewer, statement: Sql): Promise<Row[]> => rowsBehind<Row>(await wallFor(viewer.access), statement);

/** The same with its moments as ISO texts. */
export const readSentRows = async <Row extends object>(viewer: Viewer, statement: Sql): Promise<Row[]> =>
  rowsBehind<Row>(await wallFor(viewer.access), statement, momentsAsText);
