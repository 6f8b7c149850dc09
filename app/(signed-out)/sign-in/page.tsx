import { redirect } from "next/navigation";
import { PlainFrame } from "@/components/frame/plain-frame";
import { ownPath } from "@/lib/shared/own-path";
import { currentViewer } from "@/lib/web/viewer";
import { SignInForm } from "./form";

export const metadata = { title: "Sign in" };

/** The one door for everybody: staff, partners and their people. */
export default async function SignInPage({ searchParams }: PageProps<"/sign-in">) {
  const { next } = await searchParams;
  // Also where the action's own answer leads, once the session stands.
  if (await currentViewer()) redirect(ownPath(typeof next === "string" ? next : undefined));
  return (
    <PlainFrame>
      <h1 className="text-xl font-[640] tracking-tight">Sign in</h1>
      <SignInForm next={typeof next === "string" ? next : ""} />
    </PlainFrame>
  );
}
