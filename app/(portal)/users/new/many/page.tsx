import { PageHeader } from "@/components/ui/page-header";
import { authorize } from "@/lib/access/decide";
import { mostInvited } from "@/lib/domain/users/schema";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { inviteChoices } from "../choices";
import { InviteManyForm } from "./invite-many-form";

export const generateMetadata = () => ({ title: t("Invite several") });

/** Invites everybody of a pasted list into one partner with one first access. */
export default async function NewUsersPage({ searchParams }: PageProps<"/users/new/many">) {
  const viewer = await requireViewer();
  await pageData(Promise.resolve().then(() => authorize(viewer, "users.invite")));
  return (
    <>
      <PageHeader
        title={t("Invite several")}
        sentence={t("Everybody of a list, {mostInvited} at most, into one partner with the same first access. All are invited, or none.", { mostInvited })}
        back={{ href: paths.newUser(), label: t("Add user") }}
      />
      <InviteManyForm {...await inviteChoices(viewer, Number((await searchParams).organization))} />
    </>
  );
}
