import { notFound } from "next/navigation";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Panel } from "@/components/ui/panel";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import { listGroupAccess } from "@/lib/domain/groups/queries";
import { getUser, listUserGroups } from "@/lib/domain/users/queries";
import type { UserGroup } from "@/lib/domain/users/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { idParam, pageData, requirePermission } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { HeldAccessList } from "../../../held-access";
import { SwapForm } from "./swap-form";

export const generateMetadata = () => ({ title: t("Move to another security group") });

/** Moves a person from the security group named in the address, or their only one, to another: in one save. */
export default async function SwapPage({ params, searchParams }: PageProps<"/users/[userId]/security-group">) {
  const viewer = await requireViewer();
  await requirePermission(viewer, "groups.manage-members");
  const user = await pageData(getUser(viewer, idParam((await params).userId)));
  const groups = can(viewer, "groups.list") ? await pageData(listUserGroups(viewer, user.id)) : [];
  const security = groups.filter(({ type, isDirect }) => type === "security" && isDirect);
  const asked = Number((await searchParams).from);
  const from = security.find(({ id }) => id === asked) ?? security[0];
  if (!from) notFound();
  return (
    <>
      <PageHeader
        title={t("Move {user} to another security group", { user: user.name })}
        sentence={t("One save: there is no moment in both groups or in neither, and nobody is signed out.")}
        back={{ href: paths.user(user.id), label: user.name }}
      />
      {user.isSelf ? (
        <Notice>{t("This is you, and nobody gives access to themselves. Ask somebody else who may.")}</Notice>
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <SwapForm
            user={{ id: user.id, name: user.name, homeId: String(user.organizationId) }}
            from={from}
            others={security.filter(({ id }) => id !== from.id)}
            may={{ customers: can(viewer, "customers.list"), territories: can(viewer, "territories.list"), programs: can(viewer, "programs.list") }}
            mayMake={can(viewer, "groups.create") && can(viewer, "grants.give") && can(viewer, "roles.list")}
          />
          {can(viewer, "grants.list") && <Leaves viewer={viewer} from={from} />}
        </div>
      )}
    </>
  );
}

/** What the group gives that the person leaves. */
async function Leaves({ viewer, from }: { viewer: Viewer; from: UserGroup }) {
  const access = await listGroupAccess(viewer, from.id).catch(() => null);
  if (access === null) return null;
  return (
    <Panel title={t("Now: {from}", { from: from.name })} sentence={t("What the person holds through it, and leaves with it.")}>
      <HeldAccessList access={access} own={t("its own")} empty={t("It gives nothing.")} />
    </Panel>
  );
}
