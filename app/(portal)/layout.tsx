import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Frame } from "@/components/frame/frame";
import { can } from "@/lib/access/decide";
import { signOut } from "@/lib/auth/auth";
import { paths } from "@/lib/shared/paths";
import { requireViewer } from "@/lib/web/viewer";
import { menuFor } from "./menu";

async function leave() {
  "use server";
  await signOut({ redirect: false });
  redirect(paths.signIn());
}

/** The frame round every page of a signed-in person. It guards nothing: each page asks for its own data. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const viewer = await requireViewer();
  const { name, homeName, email } = viewer.facts;
  return (
    <Frame menu={menuFor(viewer)} user={{ name, organization: homeName, email }} search={can(viewer, "customers.list")} signOut={leave}>
      {children}
    </Frame>
  );
}
