import { ButtonLink } from "@/components/ui/button-link";
import { PageHeader } from "@/components/ui/page-header";
import { authorize } from "@/lib/access/decide";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { inviteChoices } from "./choices";
import { InviteForm } from "./invite-form";

export const generateMetadata = () => ({ title: t("Add user") });

/** Invites somebody into the partner named in the address, or into one's own. */
export default async function NewUserPage({ searchParams }: PageProps<"/users/new">) {
  const viewer = await requireViewer();
  await pageData(Promise.resolve().then(() => authorize(viewer, "users.invite")));
  return (
    <>
      <PageHeader
        title={t("Add user")}
        sentence={t("Makes the account with its groups and first access in one step.")}
        back={{ href: paths.users(), label: t("Users") }}
      >
        <ButtonLink href={paths.newUsers()}>{t("Invite several")}</ButtonLink>
      </PageHeader>
      <InviteForm {...await inviteChoices(viewer, Number((await searchParams).organization))} />
    </>
  );
}
