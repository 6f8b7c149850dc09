import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Frame } from "@/components/frame/frame";
import { OwnSettings } from "@/components/frame/own-settings";
import { SessionWatch } from "@/components/frame/session-watch";
import { ViewingBand } from "@/components/frame/viewing-band";
import { can } from "@/lib/access/decide";
import { signOutHere } from "@/lib/auth/sign-out";
import { settingsOf } from "@/lib/domain/account/settings";
import { factorDue } from "@/lib/domain/factors/queries";
import { stopViewing } from "@/lib/domain/viewings/active";
import { paths } from "@/lib/shared/paths";
import { pageData } from "@/lib/web/page-data";
import { requireViewer } from "@/lib/web/viewer";
import { saveThemeAction } from "./account/actions";
import { FactorReminder } from "./account/security/factor-reminder";
import { menuFor } from "./menu";
import { browserZone } from "./reader-zone";
import { ProofProvider } from "./account/proof/proof-provider";

async function leave() {
  "use server";
  redirect((await signOutHere()) === "noted" ? paths.signedOutOnly() : paths.signIn());
}

async function stop() {
  "use server";
  const userId = await stopViewing(await requireViewer());
  return userId === null ? paths.home() : paths.user(userId);
}

/** The frame round every page of a signed-in person. It guards nothing: each page asks for its own data. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  const { name, homeName, email } = viewer.facts;
  const { viewing } = viewer;
  const due = viewing ? null : await pageData(factorDue(viewer));
  const settings = await pageData(settingsOf(viewer));
  return (
    <OwnSettings userId={viewer.facts.userId} chosenZone={settings.timeZone} knownZone={await browserZone()} theme={settings.theme} hasShortcuts={settings.hasShortcuts} language={settings.locale}>
      {viewing && <ViewingBand name={name} by={viewing.by.name} reason={viewing.reason} until={new Date(viewing.until)} stop={stop} />}
      <Frame
        menu={menuFor(viewer)}
        user={{ name, organization: homeName, email, accessHref: paths.accessPerson(), picture: viewing ? null : pictureOf(viewer.facts.userId, settings.picture) }}
        search={can(viewer, "customers.list")}
        accountHref={paths.account()}
        signOut={leave}
        notice={due && <FactorReminder from={due} />}
        keepTheme={viewing ? undefined : saveThemeAction}
      >
        <ProofProvider>{children}</ProofProvider>
        <SessionWatch />
      </Frame>
    </OwnSettings>
  );
}

const pictureOf = (userId: number, address: string | null) => (address ? paths.picture(userId, address) : null);
