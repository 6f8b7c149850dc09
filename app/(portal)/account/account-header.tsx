import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { paths } from "@/lib/shared/paths";

/** The top of every page about oneself. */
export function AccountHeader({ current }: { current: string }) {
  return (
    <>
      <PageHeader title="My account" />
      <Tabs
        label="My account"
        current={current}
        tabs={[
          { label: "Profile", href: paths.account() },
          { label: "Preferences", href: paths.accountPreferences() },
          { label: "Security", href: paths.accountSecurity() },
          { label: "What you may do", href: paths.accountAccess() },
          { label: "Activity", href: paths.accountActivity() },
          { label: "API tokens", href: paths.accountTokens() },
          { label: "The API", href: paths.accountApi() },
        ]}
      />
    </>
  );
}
