import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { filterLabels } from "@/lib/domain/customers/filter-labels";
import { listCustomers } from "@/lib/domain/customers/queries";
import { customerList } from "@/lib/domain/customers/schema";
import { msg, t } from "@/lib/shared/language/text";
import { countedTotal } from "@/lib/shared/numbers";
import { listQuery } from "@/lib/shared/list-state";
import { sent } from "@/lib/shared/page";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { CustomersTable } from "./customers-table";

export const generateMetadata = () => ({ title: t("Customers") });

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

const optional = { city: "city", country: "country", created: "createdAt" } as const;

/** The fields of columns that are not asked for. */
const outOfSight = (columns: readonly string[] | null) =>
  Object.entries(optional).flatMap(([column, field]) => (columns?.includes(column) ? [] : [field]));

/** The customers one may see: searched, filtered and sorted by the address. */
export default async function CustomersPage({ searchParams }: PageProps<"/customers">) {
  const viewer = await requireViewer();
  const list = customerList.parse(await searchParams);
  const page = await pageData(listCustomers(viewer, list));
  const chosen = await pageData(filterLabels(viewer, list));
  const lookups = {
    organization: can(viewer, "organizations.list"),
    territory: can(viewer, "territories.list"),
    program: can(viewer, "programs.list"),
    manager: can(viewer, "users.list"),
  };
  return (
    <>
      <PageHeader title={t("Customers")} sentence={sentence(t("{customers} you may see.", { customers: countedTotal(page.total, msg("{count, plural, =0 {no customers} one {# customer} other {# customers}}")) }))}>
        {can(viewer, "customers.export") && (
          <ButtonLink href={paths.exportCustomers(listQuery(list))} file>
            {t("Export")}
          </ButtonLink>
        )}
        {can(viewer, "customers.reassign") && page.rows.length > 0 && <ButtonLink href={paths.reassignCustomers(listQuery(list))}>{t("Reassign all##customers of the list")}</ButtonLink>}
        {can(viewer, "imports.run") && can(viewer, "customers.create") && <ButtonLink href={paths.newImport()}>{t("Import##verb")}</ButtonLink>}
        {can(viewer, "customers.create") && (
          <ButtonLink href={paths.newCustomer()} look="primary">
            {t("New customer")}
          </ButtonLink>
        )}
      </PageHeader>
      <CustomersTable page={sent(page, outOfSight(list.columns))} list={list} chosen={chosen} lookups={lookups} canCreate={can(viewer, "customers.create")} canOpen={can(viewer, "customers.view")} />
    </>
  );
}
