"use client"; // every page carries this as its other answer: as a reference it is a line, as markup it is a page of its own

import { ButtonLink } from "@/components/ui/button-link";
import { t } from "@/lib/shared/language/text";
import { Apology } from "./apology";

/** The same answer for what does not exist and for what may not be seen. */
export function Missing() {
  return (
    <Apology title={t("This page could not be found")}>
      <p className="text-ink-2">{t("The address may be mistyped, the record may be gone, or you may not see it.")}</p>
      <ButtonLink href="/">{t("Go to the start page")}</ButtonLink>
    </Apology>
  );
}
