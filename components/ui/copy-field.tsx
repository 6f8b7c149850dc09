"use client";

import { useId, useState } from "react";
import { t } from "@/lib/shared/language/text";
import { Button } from "./button";

/** A text to take away once, such as an invitation link or a token. */
export function CopyField({ label, value, help }: { label: string; value: string; help?: string }) {
  const id = useId();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value).then(
      () => setCopied(true),
      () => document.getElementById(id)?.focus(),
    );
  };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-[560]">
        {label}
      </label>
      <div className="flex gap-2">
        <input
          id={id}
          readOnly
          value={value}
          onFocus={(event) => event.currentTarget.select()}
          aria-describedby={help ? `${id}-help` : undefined}
          className="control font-mono text-xs"
        />
        <Button onClick={copy} className="min-w-20">
          {copied ? t("Copied") : t("Copy")}
        </Button>
      </div>
      <p id={`${id}-help`} aria-live="polite" className="text-xs text-ink-2">
        {help}
        {copied && <span className="sr-only"> {t("Copied.")}</span>}
      </p>
    </div>
  );
}
