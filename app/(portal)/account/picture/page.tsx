import { ActionForm } from "@/components/form/action-form";
import { PictureCrop } from "@/components/form/picture-crop";
import { PageHeader } from "@/components/ui/page-header";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { requireViewer } from "@/lib/web/viewer";
import { setOwnPictureAction } from "../actions";

export const generateMetadata = () => ({ title: t("Your picture") });

/** Choosing one's own picture, and the part of it to keep. */
export default async function OwnPicturePage() {
  await requireViewer();
  return (
    <>
      <PageHeader title={t("Your picture")} sentence={t("People who may see you in lists see it beside your name.")} back={{ href: paths.account(), label: t("My account") }} />
      <ActionForm action={setOwnPictureAction} submit={t("Save picture")} pending={t("Saving")} cancelHref={paths.account()}>
        <PictureCrop />
      </ActionForm>
    </>
  );
}
