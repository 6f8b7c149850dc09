import { Panel } from "@/components/ui/panel";
import type { ImportedRow } from "@/lib/domain/imports/queries";
import { t } from "@/lib/shared/language/text";

/** The rows that are wrong, with what would be right. */
export function WrongRows({ rows, headers, total }: { rows: ImportedRow[]; headers: string[]; total: number }) {
  const shown = rows.length < total ? t("The first {count} of them; the report has all.", { count: rows.length }) : undefined;
  return (
    <Panel title={t("{count, plural, one {# row} other {# rows}} to mend", { count: total })} sentence={shown} flush>
      <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t("Rows to mend")}>
        <table className="plain-table">
          <thead>
            <tr>
              <th className="right">{t("Line")}</th>
              <th>{t("What is wrong")}</th>
              {headers.slice(0, 4).map((header, at) => (
                <th key={at}>{header}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, problem, cells }) => (
              <tr key={line}>
                <td className="right">{line}</td>
                <td>{problem}</td>
                {headers.slice(0, 4).map((_, at) => (
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
