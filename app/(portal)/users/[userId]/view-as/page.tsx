import { notFound } from "next/navigation";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Textarea } from "@/components/ui/textarea";
import { getUser } from "@/lib/domain/users/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { ViewAsForm } from "./view-as-form";

export const generateMetadata = () => ({ title: t("View as") });

/** Before somebody looks with another's eyes: what that means, and why it is done. */
export default async function ViewAsPage({ params }: PageProps<"/users/[userId]/view-as">) {
  const viewer = await requireViewer();
  const user = await pageData(getUser(viewer, idParam((await params).userId)));
  if (user.isSelf || user.state !== "active") notFound();
  if (!user.can.viewAs) await refusePage("users.view-as");
  return (
    <>
      <PageHeader title={t("View as {user}", { user: user.name })} sentence={t("You see the portal as this person sees it, for 30 minutes or until you stop.")} back={{ href: paths.user(user.id), label: user.name }} />
      <ViewAsForm userId={user.id}>
        <Notice>{t("You see only what both of you may read, and nothing can be changed. {user} is told that you looked, and why; both names go into the activity log.", { user: user.name })}</Notice>
        <Field name="reason" label={t("Why")} help={t("For instance: a customer is missing in their list.")}>
          <Textarea rows={2} maxLength={300} />
        </Field>
      </ViewAsForm>
    </>
  );
}
