import "server-only";
import type { ScopeSet } from "../../access/compile";
import { authorize, can, scopesOf } from "../../access/decide";
import { requireFresh } from "../../access/proof";
import { homeOf, type Viewer } from "../../access/viewer";
import { now } from "../../platform/clock";
import { wallFor } from "../access/folded";
import { copyOut } from "../../platform/db/copy-out";
import { writeBehind } from "../../platform/db/transaction";
import { refused } from "../../shared/errors";
import type { Total } from "../../shared/page";
import { current, read } from "../access/change";
import { recordActivity } from "../activity/record";
import { recordRefusal } from "../activity/refusal";
import { cellsOf } from "./list/cells";
import { contentOf, ordered, pieceStatement, sizeOf, take, type Rest } from "./list/file";
import { planList } from "./list/plan";
import { wordsOf } from "./list/search";
import { totalOf } from "./list/total";
import { shownColumns, type CustomerList } from "./schema";

const pieceSize = 40_000;
const mark = "\uFEFF";

/**
 * The customers of a list that the viewer may export as a CSV file, in pieces of `size` rows; while one is sent, the next is read. Rights
 * are read again before each piece is read and before it is sent; once the permission is gone the reading throws `refused`, so that the
 * download breaks off. The export is in the log before its first row.
 */
export async function exportCustomers(viewer: Viewer, asked: CustomerList, size = pieceSize): Promise<AsyncGenerator<Uint8Array>> {
  authorize(viewer, "customers.export");
  if (scopesOf(viewer.access, "customers.export")!.all) requireFresh(viewer, now().getTime());
  const list = { ...asked, search: wordsOf(asked.search).join(" ") };
  const total = await countOf(viewer, list);
  await writeBehind(await wallFor(viewer.access), (tx) =>
    recordActivity(tx, viewer, {
      action: "customers.export",
      recordType: "customer",
      recordId: null,
      recordName: "",
      organizationId: homeOf(viewer.facts),
      after: { ...asText(total), search: list.search, filters: list.filters, columns: shownColumns(list).map(({ id }) => id) },
    }),
  );
  return pieces(viewer, list, size);
}

const asText = (total: Total | null) => (total?.exact ? { count: total.count } : total ? { moreThan: total.count } : {});

/** How many rows the file will have, where that can be said at once. */
async function countOf(viewer: Viewer, list: CustomerList): Promise<Total | null> {
  if (list.search) return null;
  const plan = await planList(scopesOf(viewer.access, "customers.export")!, list);
  return read(viewer, (on) => totalOf(on, plan));
}

async function* pieces(viewer: Viewer, list: CustomerList, size: number): AsyncGenerator<Uint8Array> {
  const columns = shownColumns(list);
  const cells = cellsOf(columns.map(({ id }) => id));
  yield Buffer.from(`${mark}${columns.map(({ label }) => label).join()}\r\n`);
  const plan = await planList(scopesOf(viewer.access, "customers.export")!, list);
  const content = await read(viewer, (on) => contentOf(on, plan, list));
  const isWhole = sizeOf(content) <= Math.min(ordered, size);
  const readPiece = async (before: Viewer, { these, left }: ReturnType<typeof take>): Promise<Piece> => {
    const eyes = await stillAllowed(before);
    const statement = pieceStatement({ these, cells, set: beyondTheWall(eyes), states: plan.states, list, isWhole });
    const { parts } = await read(eyes, (on) => copyOut(on, statement));
    return { eyes, these, left, parts };
  };
  const start = (before: Viewer, rest: Rest | null) => (rest ? begun(readPiece(before, take(rest, isWhole ? ordered : size))) : null);
  for (let next = start(viewer, content); next; ) {
    let piece = await next();
    // It may have waited for a slow reader: what changed meanwhile counts.
    const eyes = await stillAllowed(piece.eyes);
    if (eyes.access !== piece.eyes.access) piece = await readPiece(eyes, piece);
    next = start(piece.eyes, piece.left);
    yield* withRowEnds(piece.parts);
  }
}

/** Rows of a file as they were read with these eyes, and what is left to be read. */
type Piece = ReturnType<typeof take> & { eyes: Viewer; parts: Buffer[] };

/** Work that goes on by itself until it is asked for; should nobody ask, its failure is nobody's. */
function begun<Value>(work: Promise<Value>): () => Promise<Value> {
  work.catch(() => undefined);
  return () => work;
}

const everything: ScopeSet = { all: true, plain: new Set(), atoms: [] };

/** What each row must still be judged by: nothing where the wall, raised for customers.list, is the very same set. */
function beyondTheWall({ access }: Viewer): ScopeSet {
  const set = scopesOf(access, "customers.export")!;
  return set === scopesOf(access, "customers.list") ? everything : set;
}

/** The viewer with rights as they are now. */
async function stillAllowed(viewer: Viewer): Promise<Viewer> {
  const now = await current(viewer);
  if (can(now, "customers.export")) return now;
  await recordRefusal(now, "customers.export", null);
  throw refused("customers.export");
}

/**
 * The same with rows that end in CR LF (RFC 4180); line feeds inside quotes stay as they are. Bytes are taken for characters, one each.
 * Each part is let go of when it is sent: the next piece is growing meanwhile.
 */
function* withRowEnds(parts: Buffer[]): Generator<Uint8Array> {
  let isQuoted = false;
  for (let part = parts.shift(); part; part = parts.shift()) {
    const runs = part.toString("latin1").split('"');
    const ended = runs.map((run, at) => (isQuoted === (at % 2 === 0) ? run : run.replaceAll("\n", "\r\n")));
    isQuoted = isQuoted === (runs.length % 2 === 1);
    yield Buffer.from(ended.join('"'), "latin1");
  }
}
