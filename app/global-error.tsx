"use client";

import { Failure } from "@/components/frame/failure";
import { PlainFrame } from "@/components/frame/plain-frame";
import { directionOf } from "@/lib/shared/language/languages";
import { languageNow } from "@/lib/shared/language/reader";
import { t } from "@/lib/shared/language/text";
import "./globals.css";

/** Stands in for the whole document when even the layout broke. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  const language = languageNow();
  return (
    <html lang={language} dir={directionOf(language)}>
      <body>
        <title>{t("Something went wrong · Portico")}</title>
        <PlainFrame>
          <Failure {...props} />
        </PlainFrame>
      </body>
    </html>
  );
}
