import Link from "next/link";
import { Panel } from "@/components/ui/panel";
import { whatMay } from "@/lib/domain/access/what";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { PermissionTable } from "../../access/person/permission-table";
import { HeldAccessList } from "../../held-access";
import { AccountHeader } from "../account-header";

export const generateMetadata = () => ({ title: t("What you may do") });

const mostShown = 50;

/** What one may see and do, and by which access. */
export default async function OwnAccessPage() {
  const viewer = await requireViewer();
  const answer = await pageData(whatMay(viewer, viewer.facts.userId));
  const held = answer.permissions.filter(({ ways }) => ways.length > 0).length;
  const more = answer.access.length - mostShown;
  return (
    <>
      <AccountHeader current={paths.accountAccess()} />
      <div className="flex flex-col gap-4">
        <Panel title={t("Access you hold")} sentence={t("Directly and through groups; what is over is left out.")}>
          <HeldAccessList access={answer.access.slice(0, mostShown)} empty={t("You hold nothing yet. Whoever invited you can give you access.")} />
          {more > 0 && <p className="pt-2 text-sm text-ink-2">{t("and {more} more", { more })}</p>}
        </Panel>
        <Panel title={t("What you may do with it")} sentence={t("{count, plural, one {# permission} other {# permissions}} on some records, each with the access that brings it.", { count: held })} flush>
          <PermissionTable answer={answer} />
        </Panel>
        <p className="text-sm">
          <Link className="link" href={paths.access()} prefetch={false}>
            {t("Ask about one record: may you, and why?")}
          </Link>
        </p>
      </div>
    </>
  );
}
