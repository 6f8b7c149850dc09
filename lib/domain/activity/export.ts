import "server-only";
import { stringify } from "csv-stringify/sync";
import sql from "sql-template-tag";
import { authorize, can, scopesOf } from "../../access/decide";
import { requireFresh } from "../../access/proof";
import { homeOf, type Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { pool } from "../../platform/db/client";
import { firstRow, rows } from "../../platform/db/connect";
import { writeBehind } from "../../platform/db/transaction";
import { refused } from "../../shared/errors";
import { guardCell } from "../../shared/formula-guard";
import { msg, t, type Message } from "../../shared/language/text";
import type { Total } from "../../shared/page";
import { current } from "../access/change";
import { wallFor } from "../access/folded";
import { changesIn, type Change } from "./changes";
import { recordActivity } from "./record";
import { recordRefusal } from "./refusal";
import type { ActivityRow } from "./rows";
import type { ActivityList } from "./schema";
import { pageStatement, totalOf } from "./statement";
import { actorWord, deedOf, recordNameInWords, recordWord, triedDeed, wayOf } from "./words";

const pieceSize = 1000;
const mark = "\uFEFF";

const asText = (value: object | null) => (value === null ? "" : JSON.stringify(value));

/** The file's columns: in words for people, and as it is stored for whoever reads the file with a program or rebuilds what a field held. */
const columns: [Message, (row: ActivityRow, changes: readonly Change[]) => string][] = [
  [msg("Entry"), ({ id }) => String(id)],
  [msg("Time (UTC)"), ({ at }) => at.toISOString()],
  [msg("Who"), (row) => actorWord(row)],
  [msg("Who (id)"), ({ actorId }) => String(actorId ?? "")],
  [msg("Through"), ({ via }) => (via === null ? "" : wayOf(via))],
  [msg("Viewing as"), ({ viewingAsName }) => viewingAsName ?? ""],
  [msg("What"), ({ action, outcome }) => (outcome === "refused" ? triedDeed(action) : deedOf(action))],
  [msg("Action"), ({ action }) => action],
  [msg("Outcome"), ({ outcome }) => (outcome === "done" ? t("Done") : t("Refused"))],
  [msg("Record type"), ({ recordType }) => recordWord(recordType)],
  [msg("Record"), (row) => recordNameInWords(row)],
  [msg("Record (id)"), ({ recordId }) => String(recordId ?? "")],
  [msg("IP address"), ({ ip }) => ip ?? ""],
  [msg("Device"), ({ device }) => device ?? ""],
  [msg("Changes"), (_, changes) => changes.map(asWords).join("; ")],
  [msg("Before"), ({ before }) => asText(before)],
  [msg("After"), ({ after }) => asText(after)],
];

/** As the list shows it: what it became, and what it was if it was anything. */
const asWords = ({ field, before, after }: Change) => `${field}: ${before === null ? "" : `${before} → `}${after ?? t("none")}`;

/**
 * The log of a list that the viewer may export as a CSV file, newest first, in pieces of `size` rows. Rights are read again before each
 * piece; once the permission is gone the reading throws `refused`, so that the download breaks off. The export is in the log before its
 * first row, and is not in its own file.
 */
export async function exportActivity(viewer: Viewer, list: ActivityList, size = pieceSize): Promise<AsyncGenerator<Uint8Array>> {
  authorize(viewer, "activity.export");
  const set = scopesOf(viewer.access, "activity.export")!;
  if (set.all) requireFresh(viewer, now().getTime());
  const total = await totalOf(set, list);
  const { last } = (await firstRow<{ last: number }>(pool(), sql`SELECT coalesce(max(id), 0)::float8 AS last FROM activities`))!;
  await writeBehind(await wallFor(viewer.access), (tx) =>
    recordActivity(tx, viewer, { action: "activity.export", recordType: "activity", recordId: null, recordName: "", organizationId: homeOf(viewer.facts), after: { ...counted(total), filters: list.filters } }),
  );
  return pieces(viewer, list, { last, size });
}

const counted = (total: Total) => (total.exact ? { count: total.count } : { moreThan: total.count });

const lines = (cells: string[][]) => Buffer.from(stringify(cells, { record_delimiter: "\r\n" }));

async function* pieces(viewer: Viewer, list: ActivityList, { last, size }: { last: number; size: number }): AsyncGenerator<Uint8Array> {
  yield Buffer.concat([Buffer.from(mark), lines([columns.map(([label]) => t(label))])]);
  for (let beyond = sql`a.id <= ${last}`; ; ) {
    const eyes = await stillAllowed(viewer);
    const found = await rows<ActivityRow>(pool(), pageStatement(scopesOf(eyes.access, "activity.export")!, list, { beyond, direction: "DESC", limit: size }));
    const changes = await changesIn(eyes, found);
    if (found.length > 0) yield lines(found.map((row, at) => columns.map(([, cell]) => guardCell(cell(row, changes[at]!)))));
    if (found.length < size) return;
    beyond = sql`a.id < ${found.at(-1)!.id}`;
  }
}

/** The viewer with rights as they are now. */
async function stillAllowed(viewer: Viewer): Promise<Viewer> {
  const eyes = await current(viewer);
  if (can(eyes, "activity.export")) return eyes;
  await recordRefusal(eyes, "activity.export", null);
  throw refused("activity.export");
}
