import { ButtonLink } from "@/components/ui/button-link";
import { Panel } from "@/components/ui/panel";
import { listOwnActivity } from "@/lib/domain/account/history";
import { ownActivityList } from "@/lib/domain/account/schema";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { AccountHeader } from "../account-header";
import { OwnActivityTable } from "./own-activity-table";

export const generateMetadata = () => ({ title: t("Your activity") });

/** What one did oneself, with the device and the address it came from, and a copy of everything kept about oneself. */
export default async function OwnActivityPage({ searchParams }: PageProps<"/account/activity">) {
  const viewer = await requireViewer();
  const list = ownActivityList.parse(await searchParams);
  const page = await pageData(listOwnActivity(viewer, list));
  return (
    <>
      <AccountHeader current={paths.accountActivity()} />
      <div className="flex flex-col gap-4">
        <OwnActivityTable page={page} list={list} />
        <Panel title={t("A copy of your data")} sentence={t("Profile, preferences, places in groups, access, sessions, tokens without their secrets, tasks and comments, and your activity, as one JSON file. That you took it stands in the log.")}>
          <ButtonLink href={paths.accountExport()} file>
            {t("Download your data")}
          </ButtonLink>
        </Panel>
      </div>
    </>
  );
}
