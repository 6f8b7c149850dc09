import type { ReactNode } from "react";
import { Tabs } from "@/components/ui/tabs";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { AccountHeader } from "../account-header";
import { nouns } from "./description";
import { TokenBox } from "./token-box";

/** Round the pages of the API: the pasted token stays while one goes from noun to noun. */
export default function ApiLayout({ children }: { children: ReactNode }) {
  const tabs = nouns.map((name) => ({ label: name, href: paths.accountApi(name) }));
  return (
    <>
      <AccountHeader current={paths.accountApi()} />
      <TokenBox>
        <Tabs label={t("Nouns of the API")} tabs={[{ label: t("How it works"), href: paths.accountApi() }, ...tabs]} />
        {children}
      </TokenBox>
    </>
  );
}
