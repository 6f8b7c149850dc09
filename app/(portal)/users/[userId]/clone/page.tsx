import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/decide";
import { getUser } from "@/lib/domain/users/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { outboxHref } from "@/lib/web/outbox-reader";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { CloneUserForm } from "./clone-user-form";

export const generateMetadata = () => ({ title: t("Clone user") });

/** Makes a person with the access and settings of this one, who is invited by a link. */
export default async function CloneUserPage({ params }: PageProps<"/users/[userId]/clone">) {
  const viewer = await requireViewer();
  const user = await pageData(getUser(viewer, idParam((await params).userId)));
  if (!user.can.clone) await refusePage("users.clone");
  return (
    <>
      <PageHeader
        title={t("Clone {user}", { user: user.name })}
        sentence={t("Makes another person with the same access and settings, as far as you could give them. Password, second factors, tokens, phone and address are never taken along.")}
        back={{ href: paths.user(user.id), label: user.name }}
      />
      <CloneUserForm
        user={{ id: user.id, name: user.name, organizationId: user.organizationId, organizationName: user.organizationName }}
        may={{ seeAccess: user.can.seeAccess, customers: can(viewer, "customers.list"), groups: can(viewer, "groups.manage-members"), chooseHome: can(viewer, "organizations.list") }}
        outbox={await outboxHref()}
      />
    </>
  );
}
