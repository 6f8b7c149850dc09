import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { homeOf } from "@/lib/access/viewer";
import { assignableFirstRoles } from "@/lib/domain/organizations/first-role";
import { namesOfOrganizations, organizationFacets } from "@/lib/domain/organizations/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { outboxHref } from "@/lib/web/outbox-reader";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { ChooseParent } from "./choose-parent";
import { CreateOrganizationForm } from "./create-form";

export const generateMetadata = () => ({ title: t("New partner") });

/** Creates a partner below the one chosen in the address, or below the viewer's own. */
export default async function NewOrganizationPage({ searchParams }: PageProps<"/organizations/new">) {
  const viewer = await requireViewer();
  const asked = Number((await searchParams).parent);
  const parentId = Number.isSafeInteger(asked) && asked > 0 && asked < 2 ** 31 ? asked : homeOf(viewer.facts);
  const [{ isPossible, roles, usual, lackedForUsual, within }, [parent], suggestions] = await Promise.all([
    pageData(assignableFirstRoles(viewer, parentId)),
    pageData(namesOfOrganizations(viewer, [parentId])),
    pageData(organizationFacets(viewer)),
  ]);
  return (
    <>
      <PageHeader
        title={t("New partner")}
        sentence={t("Creates the partner together with its first user, who is mailed a link to come in.")}
        back={{ href: paths.organizations(), label: t("Partners") }}
      />
      {parent && isPossible ? (
        <CreateOrganizationForm
          parent={{ value: String(parent.id), label: parent.name }}
          roles={(roles.length > 0 ? roles : within.roles).map(({ id, name, description }) => ({ value: String(id), label: name, ...(description ? { hint: description } : {}) }))}
          territories={roles.length > 0 ? [] : within.territories}
          usualRole={usual === null ? "" : String(usual)}
          lackedForUsual={lackedForUsual}
          suggestions={suggestions}
          mayAssign={can(viewer, "territories.assign")}
          outbox={await outboxHref()}
        />
      ) : (
        <ChooseParent />
      )}
    </>
  );
}
