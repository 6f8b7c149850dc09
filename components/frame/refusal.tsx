"use client"; // every page carries this as its other answer: as a reference it is a line, as markup it is a page of its own

import { WhyNot } from "@/components/access/why-not";
import { ButtonLink } from "@/components/ui/button-link";
import type { Denied } from "@/lib/shared/denied";
import { t } from "@/lib/shared/language/text";
import { Apology } from "./apology";

/** A refused page: which permission is missing, and whom to ask. */
export function Refusal({ denied }: { denied?: Denied | null }) {
  return (
    <Apology title={t("You may not do this")}>
      {denied ? (
        <WhyNot denied={denied} />
      ) : (
        <p className="text-ink-2">
          {t("None of your access holds the permission that it needs. An administrator of your organization can give it to you.")}
        </p>
      )}
      <ButtonLink href="/">{t("Go to the start page")}</ButtonLink>
    </Apology>
  );
}
