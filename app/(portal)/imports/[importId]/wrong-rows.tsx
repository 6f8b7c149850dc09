import { Panel } from "@/components/ui/panel";
import type { ImportedRow } from "@/lib/domain/imports/queries";
import { columnOf, type ImportDetail } from "@/lib/domain/imports/schema";
import { t } from "@/lib/shared/language/text";

const mostColumns = 4;

/** The first columns that are read, and when these are few, others of the file. */
function columnsShown({ headers, mapping }: Pick<ImportDetail, "headers" | "mapping">): number[] {
  const read = [...new Set(Object.values(mapping).map(columnOf))];
  return [...read, ...headers.map((_, at) => at).filter((at) => !read.includes(at))].slice(0, mostColumns).sort((a, b) => a - b);
}

/** The rows that are wrong, with what would be right. */
export function WrongRows({ rows, file, total }: { rows: ImportedRow[]; file: Pick<ImportDetail, "headers" | "mapping">; total: number }) {
  const columns = columnsShown(file);
  const shown = rows.length < total ? t("The first {count} of them; the report has all.", { count: rows.length }) : undefined;
  return (
    <Panel title={t("{count, plural, one {# row} other {# rows}} to mend", { count: total })} sentence={shown} flush>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t("Rows to mend")}>
        <table className="plain-table">
          <thead>
            <tr>
              <th className="right">{t("Line")}</th>
              <th>{t("What is wrong")}</th>
              {columns.map((at) => (
                <th key={at}>{file.headers[at]}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, problem, cells }) => (
              <tr key={line}>
                <td className="right">{line}</td>
                <td>{problem}</td>
                {columns.map((at) => (
                  <td key={at} className="muted">
                    {cells[at]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
