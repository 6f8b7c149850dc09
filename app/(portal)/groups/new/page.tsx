import { PageHeader } from "@/components/ui/page-header";
import { authorize, can } from "@/lib/access/decide";
import { homeOf } from "@/lib/access/viewer";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { CreateGroupForm } from "./create-form";

export const generateMetadata = () => ({ title: t("New group") });

export default async function NewGroupPage({ searchParams }: PageProps<"/groups/new">) {
  const viewer = await requireViewer();
  await pageData(Promise.resolve().then(() => authorize(viewer, "groups.create")));
  return (
    <>
      <PageHeader title={t("New group")} back={{ href: paths.groups(), label: t("Groups") }} />
      <CreateGroupForm
        kind={(await searchParams).type === "security" ? "security" : "team"}
        home={{ value: String(homeOf(viewer.facts)), label: viewer.facts.homeName }}
        mayChooseHome={can(viewer, "organizations.list")}
        mayEditRule={can(viewer, "groups.edit-rule")}
        mayGive={can(viewer, "grants.give") && can(viewer, "roles.list")}
        mayListCustomers={can(viewer, "customers.list")}
        places={{ organizations: can(viewer, "organizations.list"), territories: can(viewer, "territories.list"), programs: can(viewer, "programs.list") }}
      />
    </>
  );
}
