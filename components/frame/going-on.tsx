"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { t } from "@/lib/shared/language/text";
import { PlainFrame } from "./plain-frame";

/**
 * Stands where a page leads on by itself, until the next one is there: sent on by the server, the answer to a form would take the page away
 * and show nothing meanwhile. Without scripts, or when the way takes too long, the link is there.
 */
export function GoingOn({ title, href }: { title: string; href: string }) {
  const router = useRouter();
  useEffect(() => router.replace(href), [router, href]);
  return (
    <PlainFrame>
      <div role="status">
        <h1 className="text-xl font-[640] tracking-tight">{title}</h1>
        <p className="mt-1 text-ink-2">{t("The next page is being opened …")}</p>
      </div>
      <ButtonLink href={href}>{t("Go on")}</ButtonLink>
    </PlainFrame>
  );
}
