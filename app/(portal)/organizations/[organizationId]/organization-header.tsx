import type { ReactNode } from "react";
import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { can } from "@/lib/access/decide";
import type { Viewer } from "@/lib/access/viewer";
import type { OrganizationDetail } from "@/lib/domain/organizations/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { OrganizationStatus } from "../organization-status";

/** The top of a partner's pages: where it stands, its state, and the pages about it. */
export function OrganizationHeader({ viewer, organization, children }: { viewer: Viewer; organization: OrganizationDetail; children?: ReactNode }) {
  const { id, name, state, above, isOperator, childCount } = organization;
  const way = above.map((one) => one.name).join(" › ");
  const last = above.at(-1);
  const sentence = isOperator ? t("The operator, at the top of the tree.") : way ? t("Under {way}.", { way }) : t("At the top of what you may see.");
  return (
    <>
      <PageHeader
        title={name}
        sentence={sentence}
        state={<OrganizationStatus state={state} />}
        back={last ? { href: paths.organization(last.id), label: last.name } : { href: paths.organizations(), label: t("Partners") }}
      >
        {children}
      </PageHeader>
      <Tabs
        label={name}
        tabs={[
          { label: t("Profile"), href: paths.organization(id) },
          { label: t("Partners below"), href: paths.organizationPartners(id), count: childCount },
          ...(organization.can.explain ? [{ label: t("Who can see this"), href: paths.organizationWho(id) }] : []),
          ...(can(viewer, "settings.view") ? [{ label: t("Signing in"), href: paths.organizationSecurity(id) }] : []),
          ...(can(viewer, "activity.view") ? [{ label: t("History"), href: paths.activity(`?record=organization:${id}`) }] : []),
        ]}
      />
    </>
  );
}
