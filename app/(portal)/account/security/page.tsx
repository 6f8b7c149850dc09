import { listOwnFactors } from "@/lib/domain/factors/queries";
import { listOwnSessions } from "@/lib/domain/sessions/queries";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { AccountHeader } from "../account-header";
import { FactorsPanel } from "./factors-panel";
import { PasswordPanel } from "./password-panel";
import { SessionsPanel } from "./sessions-panel";

export const generateMetadata = () => ({ title: t("Security") });

/** How one signs in, and where one is signed in. */
export default async function SecurityPage() {
  const viewer = await requireViewer();
  const held = await pageData(listOwnFactors(viewer));
  const sessions = await pageData(listOwnSessions(viewer));
  return (
    <>
      <AccountHeader current={paths.accountSecurity()} />
      <div className="flex flex-col gap-4">
        <FactorsPanel {...held} />
        <SessionsPanel sessions={sessions} />
        {held.hasPassword && <PasswordPanel />}
      </div>
    </>
  );
}
