import { ActionForm } from "@/components/form/action-form";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { addressAskedFor } from "@/lib/domain/account/address";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { takeAddressAction } from "../../actions";

export const generateMetadata = () => ({ title: t("Confirm your new email address") });

/** Where the link in the mail leads. Opening it changes nothing, since programs open links as well; the button does. */
export default async function ConfirmAddressPage({ params }: PageProps<"/account/address/[token]">) {
  const { token } = await params;
  const email = await pageData(addressAskedFor(await requireViewer(), token));
  return (
    <>
      <PageHeader title={t("Confirm your new email address")} back={{ href: paths.account(), label: t("My account") }} />
      {email ? (
        <ActionForm action={takeAddressAction} submit={t("Use {email}", { email })} pending={t("Saving")} cancelHref={paths.account()}>
          <input type="hidden" name="token" value={token} />
          <p className="text-sm">{t("From then on you sign in with {email}, and every mail goes there.", { email })}</p>
        </ActionForm>
      ) : (
        <EmptyState
          kind="nothing"
          title={t("This link no longer works")}
          sentence={t("It was used, its hour is over, or it was sent to somebody else's account than the one you are signed in to.")}
          action={{ href: paths.accountAddress(), label: t("Ask for a new link") }}
        />
      )}
    </>
  );
}
