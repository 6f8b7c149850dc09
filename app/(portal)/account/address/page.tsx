import { ActionForm } from "@/components/form/action-form";
import { Facts } from "@/components/ui/facts";
import { Field } from "@/components/ui/field";
import { PageHeader } from "@/components/ui/page-header";
import { TextInput } from "@/components/ui/text-input";
import { getOwnProfile } from "@/lib/domain/account/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { askForAddressAction } from "../actions";

export const generateMetadata = () => ({ title: t("Change your email address") });

/** Asking for another email address, which counts once the link sent there was used. */
export default async function OwnAddressPage() {
  const profile = await pageData(getOwnProfile(await requireViewer()));
  return (
    <>
      <PageHeader
        title={t("Change your email address")}
        sentence={t("You sign in with it, and every mail goes there. A link is sent to the new address; until you use it, nothing changes.")}
        back={{ href: paths.account(), label: t("My account") }}
      />
      <div className="mb-4 max-w-[560px]">
        <Facts facts={[{ label: t("Now"), value: profile.email }]} />
      </div>
      <ActionForm action={askForAddressAction} submit={t("Send the link")} pending={t("Sending")} cancelHref={paths.account()} resetOnSuccess>
        <Field name="email" label={t("New address")} required>
          <TextInput type="email" autoComplete="email" maxLength={254} />
        </Field>
      </ActionForm>
    </>
  );
}
