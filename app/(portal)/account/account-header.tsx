import { PageHeader } from "@/components/ui/page-header";
import { Tabs } from "@/components/ui/tabs";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

/** The top of every page about oneself. */
export function AccountHeader({ current }: { current: string }) {
  return (
    <>
      <PageHeader title={t("My account")} />
      <Tabs
        label={t("My account")}
        current={current}
        tabs={[
          { label: t("Profile"), href: paths.account() },
          { label: t("Preferences"), href: paths.accountPreferences() },
          { label: t("Security"), href: paths.accountSecurity() },
          { label: t("What you may do"), href: paths.accountAccess() },
          { label: t("Activity"), href: paths.accountActivity() },
          { label: t("API tokens"), href: paths.accountTokens() },
          { label: t("The API"), href: paths.accountApi() },
        ]}
      />
    </>
  );
}
