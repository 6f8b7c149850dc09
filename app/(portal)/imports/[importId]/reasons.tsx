import { Panel } from "@/components/ui/panel";
import type { Reason } from "@/lib/domain/imports/schema";
import { t } from "@/lib/shared/language/text";
import { formatCount } from "@/lib/shared/numbers";

/** What is wrong with more than one row, once, so that what one change mends is seen at a glance. */
export function Reasons({ reasons }: { reasons: Reason[] }) {
  return (
    <Panel title={t("What comes up more than once")} flush>
      <table className="plain-table">
        <thead>
          <tr>
            <th className="right">{t("Rows")}</th>
            <th>{t("What is wrong")}</th>
          </tr>
        </thead>
        <tbody>
          {reasons.map(({ words, rows }) => (
            <tr key={words}>
              <td className="right">{formatCount(rows)}</td>
              <td>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
