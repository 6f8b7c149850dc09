import "server-only";
import { authorize } from "../../access/decide";
import type { Viewer } from "../../access/viewer";
import { guardCell } from "../../shared/formula-guard";
import { msg, t } from "../../shared/language/text";
import { differs, driftRows } from "./drift";
import type { DriftRow } from "./rows";
import type { DriftList } from "./schema";

const heads = [msg("Role"), msg("Partner"), msg("Template"), msg("Version"), msg("Newest version"), msg("Differs"), msg("Allows more"), msg("Lacks"), msg("Proposed changes"), msg("Version of which nothing was taken")];

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const line = (cells: readonly (string | number)[]) => `${cells.map((cell) => quoted(guardCell(String(cell)))).join()}\r\n`;

const cellsOf = (row: DriftRow) => [
  row.name,
  row.organizationName,
  row.templateName,
  row.number,
  row.latest,
  differs(row) ? t("yes") : t("no"),
  row.more.join(" "),
  row.lacks.join(" "),
  row.proposal.map(({ key, change }) => change === "add" ? t("add {permission}", { permission: key }) : t("remove {permission}", { permission: key })).join("; "),
  row.declined ?? "",
];

/** The drift report as a CSV file: every clone of the list in one line, with permissions by their keys. */
export async function driftFile(viewer: Viewer, list: DriftList): Promise<AsyncGenerator<Uint8Array>> {
  authorize(viewer, "roles.list");
  return pieces(await driftRows(viewer, list));
}

async function* pieces(found: readonly DriftRow[]): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`\uFEFF${line(heads.map((head) => t(head)))}`);
  for (const row of found) yield Buffer.from(line(cellsOf(row)));
}
