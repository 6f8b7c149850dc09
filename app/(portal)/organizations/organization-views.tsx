import { Tabs } from "@/components/ui/tabs";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

/** The two ways to look at partners. */
export const OrganizationViews = () => (
  <Tabs
    label={t("Partners")}
    tabs={[
      { label: t("List"), href: paths.organizations() },
      { label: t("Tree"), href: paths.organizationTree() },
    ]}
  />
);
