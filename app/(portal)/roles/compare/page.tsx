import Link from "next/link";
import { PermissionCell, PermissionLegend, RiskMark } from "@/components/access/permission-cell";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { permissionEntry, type Permission } from "@/lib/access/permissions";
import { compareRoles, type ComparedRow, type Comparison, type Held } from "@/lib/domain/roles/compare";
import { msg, t, type Message } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { wordsOf } from "@/components/access/matrix-layout";
import { ComparePicker } from "./compare-picker";

export const generateMetadata = () => ({ title: t("Compare roles") });

const idsOf = (text: string | string[] | undefined) =>
  String(text ?? "")
    .split(",")
    .map(Number)
    .filter((id) => Number.isInteger(id) && id > 0 && id < 2 ** 31)
    .slice(0, 3);

const stateWords: Record<Held, Message> = { granted: msg("granted"), implied: msg("comes with another"), off: msg("not given") };

/** Two or three roles side by side; the address says which, and whether only differences are shown. */
export default async function ComparePage({ searchParams }: PageProps<"/roles/compare">) {
  const viewer = await requireViewer();
  const { roles: wanted, only } = await searchParams;
  const isOnlyDifferences = only === "differences";
  const comparison = await pageData(compareRoles(viewer, idsOf(wanted)));
  const { roles, rows } = comparison;
  const differences = rows.filter(({ differs }) => differs).length;
  const shown = isOnlyDifferences ? rows.filter(({ differs }) => differs) : rows.filter(({ held }) => held.some((state) => state !== "off"));
  const sentence = roles.length < 2 ? t("Choose two or three roles to see side by side what they allow.") : differences === 0 ? t("They allow exactly the same.") : t("They differ in {permissions, plural, one {# permission} other {# permissions}}.", { permissions: differences });
  return (
    <>
      <PageHeader title={t("Compare roles")} sentence={sentence} back={{ href: paths.roles(), label: t("Roles") }} />
      <div className="flex flex-col gap-4">
        <ComparePicker chosen={roles.map(({ id, name, organizationName }) => ({ value: String(id), label: name, hint: organizationName }))} isOnlyDifferences={isOnlyDifferences} />
        {roles.length >= 2 && (
          <Panel flush>
            {shown.length === 0 ? <EmptyState kind="nothing" title={t("No differences")} sentence={t("What one of them allows, the others allow as well.")} /> : <ComparedTable comparison={comparison} rows={shown} />}
            <div className="px-4 pb-3.5">
              <PermissionLegend states={new Set(["granted", "implied", "off"])} />
            </div>
          </Panel>
        )}
      </div>
    </>
  );
}

function ComparedTable({ comparison: { roles }, rows }: { comparison: Comparison; rows: ComparedRow[] }) {
  const areas = Map.groupBy(rows, ({ key }) => key.split(".")[0]!);
  return (
    <div className="-mt-3 overflow-x-auto rounded-t-lg pb-3">
      <table className="plain-table compare-table">
        <thead>
          <tr>
            <th scope="col">{t("Permission")}</th>
            {roles.map(({ id, name, organizationName, permissionCount }) => (
              <th key={id} scope="col">
                <Link className="link" href={paths.role(id)} prefetch={false}>
                  {name}
                </Link>
                <span className="block text-2xs font-normal text-ink-3 max-sm:hidden">
                  {organizationName}, {t("{count, plural, one {# named permission} other {# named permissions}}", { count: permissionCount })}
                </span>
              </th>
            ))}
          </tr>
        </thead>
        {[...areas].map(([area, of]) => (
          <tbody key={area}>
            <tr>
              <th scope="rowgroup" colSpan={roles.length + 1} className="bg-sunken">
                {wordsOf(area)}
              </th>
            </tr>
            {of.map((row) => (
              <Compared key={row.key} row={row} />
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

const Words = ({ of }: { of: Permission }) => {
  const { sentence, risk } = permissionEntry(of);
  return (
    <>
      {t(sentence)}
      {"\u00a0"}
      <RiskMark risk={risk} />
    </>
  );
};

const Compared = ({ row: { key, held, differs } }: { row: ComparedRow }) => (
  <tr className={differs ? "differs" : undefined}>
    <th scope="row" className="font-normal">
      <Words of={key} />
      {differs && <span className="sr-only"> {t("(differs)")}</span>}
    </th>
    {held.map((state, index) => (
      <td key={index}>
        <PermissionCell state={state} />
        <span className="sr-only">{t(stateWords[state])}</span>
      </td>
    ))}
  </tr>
);
