import { Tabs } from "@/components/ui/tabs";
import { paths } from "@/lib/shared/paths";

/** The two ways to look at partners. */
export const OrganizationViews = () => (
  <Tabs
    label="Partners"
    tabs={[
      { label: "List", href: paths.organizations() },
      { label: "Tree", href: paths.organizationTree() },
    ]}
  />
);
