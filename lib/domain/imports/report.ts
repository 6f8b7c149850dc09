import "server-only";
import { stringify } from "csv-stringify/sync";
import { authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { guardCell } from "../../shared/formula-guard";
import { chunksOf } from "./chunks";
import { getImport } from "./queries";

/** The file as it came, row by row, with what became of each and why. Cells that a spreadsheet would run are made text. */
export async function importReport(viewer: Viewer, importId: number): Promise<AsyncGenerator<Uint8Array>> {
  authorize(viewer, "imports.run");
  const file = await getImport(viewer, importId);
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`\uFEFF${stringify([["line", "outcome", "reason", ...file.headers].map(guardCell)])}`);
    for await (const { rows } of chunksOf(importId)) {
      yield Buffer.from(stringify(rows.map(({ line, outcome, problem, cells }) => [String(line), outcome ?? "", problem ?? "", ...cells].map(guardCell))));
    }
  }
  return pieces();
}
