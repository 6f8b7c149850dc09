import { whoList } from "@/lib/domain/access/schema";
import { getOrganization } from "@/lib/domain/organizations/queries";
import { t } from "@/lib/shared/language/text";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { WhoListPart } from "../../../access/who-list";
import { OrganizationHeader } from "../organization-header";

export const generateMetadata = () => ({ title: t("Who can see this partner") });

/** Everybody who may do something with this partner, opening it to begin with. */
export default async function OrganizationWhoPage({ params, searchParams }: PageProps<"/organizations/[organizationId]/who">) {
  const viewer = await requireViewer();
  const id = idParam((await params).organizationId);
  const organization = await pageData(getOrganization(viewer, id));
  return (
    <>
      <OrganizationHeader viewer={viewer} organization={organization} />
      <WhoListPart viewer={viewer} type="organization" id={id} list={whoList.parse(await searchParams)} />
    </>
  );
}
