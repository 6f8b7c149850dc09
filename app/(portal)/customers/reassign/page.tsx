import Link from "next/link";
import { Facts, type Fact } from "@/components/ui/facts";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { RelativeTime } from "@/components/ui/relative-time";
import { can } from "@/lib/access/decide";
import { filterLabels, type FilterLabels } from "@/lib/domain/customers/filter-labels";
import { customerList, type CustomerList } from "@/lib/domain/customers/schema";
import { mostReassigned } from "@/lib/domain/customers/reassigning/list";
import { listToReassign, ownReassignments, type ListToReassign, type OwnReassignment } from "@/lib/domain/customers/reassigning/queries";
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
  const [listed, own] = [await pageData(listToReassign(viewer, list)), await pageData(ownReassignments(viewer))];
  const query = listQuery(list);
  const back = paths.customers(query);
  return (
    <>
      <PageHeader
        title={listed?.count ? t("Reassign {count, plural, one {# customer} other {# customers}}", { count: listed.count }) : t("Reassign customers")}
        sentence={t("Whoever may see the new partner, territory or account manager's customers sees them at once; the others no longer do.")}
        back={{ href: back, label: t("Customers") }}
      />
      <div className="flex flex-col gap-4">
        {!listed && <Notice tone="caution" title={t("These are too many at once")}>{t("Narrow the list to at most {most} customers first.", { most: formatCount(mostReassigned) })}</Notice>}
        {listed?.count === 0 && <EmptyState kind="nothing" title={t("No customers to reassign")} sentence={t("The search and filters of the list match nobody.")} action={{ href: back, label: t("Back to the list") }} />}
        {listed && listed.count > 0 && (
          <>
            <Panel title={t("Which customers")} sentence={sentenceOf(listed)}>
              <Facts facts={[...narrowing(list, await pageData(filterLabels(viewer, list))), partnersOf(listed)]} />
            </Panel>
            <Panel title={t("Where they go")} sentence={t("What you leave empty stays as it is with each of them. What changes for whom is shown before it is saved, and for seven days it can be undone.")}>
              <ReassignForm query={query} total={listed.count} backHref={back} choices={placeChoices(viewer)} />
            </Panel>
          </>
        )}
        {own.length > 0 && <Lately own={own} />}
      </div>
    </>
  );
}

function sentenceOf({ count, names }: ListToReassign): string {
  const said = names.join(", ");
  return count > names.length
    ? t("{names} and {count, plural, one {# other} other {# others}}. Each is changed only where you may reassign it.", { names: said, count: count - names.length })
    : t("{names}. Each is changed only where you may reassign it.", { names: said });
}

const mostPartners = 8;

function partnersOf({ partners }: ListToReassign): Fact {
  const named = partners.slice(0, mostPartners).map(({ name, count }) => `${name} (${formatCount(count)})`);
  const more = partners.length - named.length;
  return { label: t("Of which partners"), value: [...named, ...(more > 0 ? [t("and {count} more", { count: more })] : [])].join(", ") };
}

/** What the reader has reassigned before, with the way back. */
const Lately = ({ own }: { own: OwnReassignment[] }) => (
  <Panel id="lately" flush title={t("Reassigned by you in the last seven days")}>
    <ul className="divide-y divide-line border-t border-line">
      {own.map(({ id, at, undoneAt, count }) => (
        <li key={id} className="flex flex-wrap items-baseline gap-x-3 px-4 py-1.5 text-sm">
          <Link className="link font-[560]" href={paths.reassignment(id)} prefetch={false}>
            {t("{count, plural, one {# customer} other {# customers}}", { count })}
          </Link>
          <span className="text-ink-2">
            <RelativeTime at={at} />
          </span>
          {undoneAt && <span className="text-ink-2">{t("Undone")}</span>}
        </li>
      ))}
    </ul>
  </Panel>
);

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
