import { t } from "@/lib/shared/language/text";
import { matrixLayout, type MatrixCell } from "./matrix-layout";
import { matrixStates, type CellFacts, type Reasons } from "./matrix-state";
import { PermissionCell, PermissionLegend, RiskMark, riskAndState } from "./permission-cell";
import type { PermissionEntry } from "@/lib/access/permissions";

type Props = { label: string; entries: readonly PermissionEntry[]; granted: readonly string[]; denied?: Reasons };

const none: Reasons = {};

/** What a role allows, for reading: area by area in sentences, with what brings a permission along and what keeps it from working. */
export function PermissionList({ label, entries, granted, denied = none }: Props) {
  const held = new Set(granted);
  const states = matrixStates({ entries, granted: held, initial: held, locked: none, denied });
  const areas = matrixLayout(entries).rows.map(({ id, label: area, cells, more }) => {
    const all = [...cells, ...more].filter((cell) => cell !== null);
    return { id, area, on: all.filter(({ key }) => states.get(key)!.isOn), size: all.length };
  });
  const empty = areas.filter(({ on }) => on.length === 0);
  return (
    <div className="flex flex-col gap-3">
      <dl aria-label={label} className="permission-list">
        {areas
          .filter(({ on }) => on.length > 0)
          .map(({ id, area, on, size }) => (
            <div key={id}>
              <dt>
                {area} <span className="text-2xs font-normal text-ink-3">{on.length === size ? t("all") : t("{onCount} of {size}", { onCount: on.length, size })}</span>
              </dt>
              <dd>
                <ul>
                  {on.map((cell) => (
                    <Sentence key={cell.key} cell={cell} facts={states.get(cell.key)!} />
                  ))}
                </ul>
              </dd>
            </div>
          ))}
      </dl>
      {empty.length > 0 && <p className="text-sm text-ink-2">{t("Nothing in: {areas}.", { areas: empty.map(({ area }) => area).join(", ") })}</p>}
      <PermissionLegend states={new Set([...states.values()].map(({ state }) => state).filter((state) => state !== "off"))} />
    </div>
  );
}

function Sentence({ cell, facts }: { cell: MatrixCell; facts: CellFacts }) {
  return (
    <li>
      <PermissionCell state={facts.state} />
      <span className="min-w-0">
        {t(cell.entry.sentence)}
        {"\u00a0"}
        <RiskMark risk={cell.entry.risk} />{" "}
        <span className="sr-only">
          {riskAndState(cell.entry.risk, facts.state)}{" "}
        </span>
        {facts.reason && <span className={facts.state === "denied" ? "text-xs text-danger" : "text-xs text-ink-2"}>{facts.reason}</span>}
      </span>
    </li>
  );
}
