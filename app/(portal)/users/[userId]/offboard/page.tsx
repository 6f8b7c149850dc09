import { ActionForm } from "@/components/form/action-form";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { getBelongings } from "@/lib/domain/offboarding/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { offboardUserAction } from "../../actions";
import { BelongingsFields } from "./belongings-fields";

export const generateMetadata = () => ({ title: t("Offboard a user") });

/** A person leaves: what they have, who takes it over, and one button for all of it. */
export default async function OffboardPage({ params }: PageProps<"/users/[userId]/offboard">) {
  const viewer = await requireViewer();
  const belongings = await pageData(getBelongings(viewer, idParam((await params).userId)));
  const { user, blocked } = belongings;
  return (
    <>
      <PageHeader
        title={t("Offboard {user}", { user: user.name })}
        sentence={t("{email}, at home in {organizationName}. All of this happens in one step, and can be undone for seven days.", { email: user.email, organizationName: user.organizationName })}
        back={{ href: paths.user(user.id), label: user.name }}
      />
      {blocked ? (
        <div className="max-w-[560px]">
          <Notice tone="caution" title={t("{user} cannot leave yet", { user: user.name })}>
            {blocked}
          </Notice>
        </div>
      ) : (
        <ActionForm action={offboardUserAction} submit={t("Offboard {user}", { user: user.name })} pending={t("Offboarding")} cancelHref={paths.user(user.id)}>
          <input type="hidden" name="userId" value={user.id} />
          <BelongingsFields belongings={belongings} />
        </ActionForm>
      )}
    </>
  );
}
