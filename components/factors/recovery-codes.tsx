"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { t } from "@/lib/shared/language/text";

/** Ten codes to keep, shown this once: to copy, download or print. */
export function RecoveryCodes({ codes }: { codes: readonly string[] }) {
  const [isCopied, setCopied] = useState(false);
  const text = t("Portico recovery codes\nEach works once.\n\n{codes}\n", { codes: codes.join("\n") });
  const download = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    link.download = "portico-recovery-codes.txt";
    link.click();
    URL.revokeObjectURL(link.href);
  };
  return (
    <div className="flex flex-col gap-3">
      <Notice tone="caution" title={t("Save these codes now: they are not shown again.")}>
        {t("Each lets you in once when you have lost your app or passkey.")}
      </Notice>
      <ul aria-label={t("Recovery codes")} className="grid grid-cols-1 gap-x-6 gap-y-1 rounded-md border border-line bg-sunken px-4 py-3 font-mono text-sm min-[520px]:grid-cols-2">
        {codes.map((code) => (
          <li key={code} className="whitespace-nowrap" dir="ltr">{code}</li>
        ))}
      </ul>
      <div className="no-print flex flex-wrap gap-2">
        <Button size="small" onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
          {isCopied ? t("Copied") : t("Copy")}
        </Button>
        <Button size="small" onClick={download}>
          {t("Download")}
        </Button>
        <Button size="small" onClick={() => window.print()}>
          {t("Print")}
        </Button>
      </div>
    </div>
  );
}

/** The codes in an action's answer; null when there are none. */
export function codesIn(value: unknown): string[] | null {
  const codes = typeof value === "object" && value !== null && "codes" in value ? value.codes : null;
  return Array.isArray(codes) && codes.length > 0 ? (codes as string[]) : null;
}
