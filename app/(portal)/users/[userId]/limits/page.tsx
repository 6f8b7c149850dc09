import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Checkbox } from "@/components/ui/checkbox";
import { DateInput } from "@/components/ui/date-input";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { getUser } from "@/lib/domain/users/queries";
import { toDateInput } from "@/lib/shared/dates";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, refusePage } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { limitUserAction } from "../../actions";

export const generateMetadata = () => ({ title: t("Limits of a user") });

export default async function LimitUserPage({ params }: PageProps<"/users/[userId]/limits">) {
  const viewer = await requireViewer();
  const user = await pageData(getUser(viewer, idParam((await params).userId)));
  if (!user.can.limit) await refusePage("users.set-expiry");
  return (
    <>
      <PageHeader
        title={t("Limits of {user}", { user: user.name })}
        sentence={t("Both act at once, on every device, whatever the person was given.")}
        back={{ href: paths.user(user.id), label: user.name }}
      />
      <ActionForm action={limitUserAction} kind="edit" submit={t("Save limits")} pending={t("Saving")} cancelHref={paths.user(user.id)}>
        <input type="hidden" name="userId" value={user.id} />
        <HiddenVersion value={user.version} />
        <Field name="lastDay" label={t("Last day")} optional help={t("The account works through this day (UTC). Empty means no end.")}>
          <DateInput defaultValue={user.expiresAt ? toDateInput(user.expiresAt.getTime() - 1) : ""} />
        </Field>
        <Checkbox name="readOnly" label={t("Read only")} help={t("The person can see what their access shows and change nothing.")} defaultChecked={user.readOnly} />
      </ActionForm>
    </>
  );
}
