import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Frame } from "@/components/frame/frame";
import { ViewingBand } from "@/components/frame/viewing-band";
import { can } from "@/lib/access/decide";
import { signOut } from "@/lib/auth/auth";
import { factorDue } from "@/lib/domain/factors/queries";
import { stopViewing } from "@/lib/domain/viewings/active";
import { paths } from "@/lib/shared/paths";
import { requireViewer } from "@/lib/web/viewer";
import { FactorReminder } from "./account/security/factor-reminder";
import { menuFor } from "./menu";
import { ProofProvider } from "./account/proof/proof-provider";

async function leave() {
  "use server";
  await signOut({ redirect: false });
  redirect(paths.signIn());
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
  const due = viewing ? null : await factorDue(viewer);
  return (
    <>
      {viewing && <ViewingBand name={name} by={viewing.by.name} reason={viewing.reason} until={new Date(viewing.until)} stop={stop} />}
      <Frame menu={menuFor(viewer)} user={{ name, organization: homeName, email, accessHref: paths.accessPerson() }} search={can(viewer, "customers.list")} accountHref={paths.account()} signOut={leave} notice={due && <FactorReminder from={due} />}>
        <ProofProvider>{children}</ProofProvider>
      </Frame>
    </>
  );
}
