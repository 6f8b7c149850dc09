"use client";

import { Failure } from "@/components/frame/failure";
import { PlainFrame } from "@/components/frame/plain-frame";
import { t } from "@/lib/shared/language/text";
import "./globals.css";

/** Stands in for the whole document when even the layout broke. */
export default function GlobalError(props: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>{t("Something went wrong · Portico")}</title>
        <PlainFrame>
          <Failure {...props} />
        </PlainFrame>
      </body>
    </html>
  );
}
