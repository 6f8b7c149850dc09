import { Facts, type Fact } from "@/components/ui/facts";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/access/decide";
import { filterLabels, type FilterLabels } from "@/lib/domain/customers/filter-labels";
import { listCustomers } from "@/lib/domain/customers/queries";
import { mostReassigned, partSize } from "@/lib/domain/customers/reassigning-many";
import { customerList, type CustomerList } from "@/lib/domain/customers/schema";
import { t } from "@/lib/shared/language/text";
import { listQuery } from "@/lib/shared/list-state";
import { formatCount } from "@/lib/shared/numbers";
import { paths } from "@/lib/shared/paths";
import { pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { placeChoices } from "../place-choices";
import { ReassignForm } from "./reassign-form";

export const generateMetadata = () => ({ title: t("Reassign customers") });

/** All customers of a list, as its address says it, go to another partner, territory or account manager. */
export default async function ReassignCustomersPage({ searchParams }: PageProps<"/customers/reassign">) {
  const viewer = await requireViewer();
  if (!can(viewer, "customers.reassign")) await refusePage("customers.reassign");
  const list = { ...customerList.parse(await searchParams), after: null, before: null };
  const { rows, total } = await pageData(listCustomers(viewer, { ...list, limit: 25 }));
  const query = listQuery(list);
  const back = paths.customers(query);
  const isTooLong = !total.exact || total.count > mostReassigned;
  const isShown = total.count <= partSize;
  return (
    <>
      <PageHeader
        title={t("Reassign {count, plural, one {# customer} other {# customers}}", { count: total.count })}
        sentence={t("Whoever may see the new partner, territory or account manager's customers sees them at once; the others no longer do.")}
        back={{ href: back, label: t("Customers") }}
      />
      {rows.length === 0 && <EmptyState kind="nothing" title={t("No customers to reassign")} sentence={t("The search and filters of the list match nobody.")} action={{ href: back, label: t("Back to the list") }} />}
      {rows.length > 0 && isTooLong && <Notice tone="caution" title={t("These are too many at once")}>{t("Narrow the list to at most {most} customers first.", { most: formatCount(mostReassigned) })}</Notice>}
      {rows.length > 0 && !isTooLong && (
        <div className="flex flex-col gap-4">
          <Panel title={t("Which customers")} sentence={t("{names} and whoever else the list holds. Each is changed only where you may reassign it.", { names: rows.slice(0, 3).map(({ name }) => name).join(", ") })}>
            <Facts facts={narrowing(list, await pageData(filterLabels(viewer, list)))} />
          </Panel>
          <Panel title={t("Where they go")} sentence={`${t("What you leave empty stays as it is with each of them.")} ${isShown ? t("What changes for whom is shown before it is saved.") : t("Of more than {most} customers it is not shown first what changes for whom: narrow the list to see it.", { most: partSize })}`}>
            <ReassignForm query={query} total={total.count} isShown={isShown} backHref={back} choices={placeChoices(viewer)} />
          </Panel>
        </div>
      )}
    </>
  );
}

/** What the list is narrowed by, in words. */
function narrowing({ search, filters }: CustomerList, labels: FilterLabels): Fact[] {
  const statuses: Record<string, string> = { active: t("active"), suspended: t("suspended"), archived: t("archived") };
  const named = (name: keyof FilterLabels) => (filters[name] ?? []).map((value) => labels[name]?.find((label) => label.value === value)?.label ?? value).join(", ");
  const facts = [
    { label: t("Search"), value: search },
    { label: t("Status"), value: (filters.status ?? []).map((value) => statuses[value] ?? value).join(", ") },
    { label: t("Partner"), value: named("organization") },
    { label: t("Territory"), value: named("territory") },
    { label: t("Program"), value: named("program") },
    { label: t("Account manager"), value: named("manager") },
  ].filter(({ value }) => value !== "");
  return facts.length > 0 ? facts : [{ label: t("Search and filters"), value: t("none: all customers that you may see") }];
}
