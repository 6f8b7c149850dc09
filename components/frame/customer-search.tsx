"use client";

import Form from "next/form";
import { useEffect, useRef } from "react";
import { t } from "@/lib/shared/language/text";
import { useOwnSettings } from "./own-settings";

/** Finds customers from every page: a plain form to the customer list; Ctrl K goes there. */
export function CustomerSearch() {
  const input = useRef<HTMLInputElement>(null);
  const { hasShortcuts } = useOwnSettings();
  useEffect(() => {
    if (!hasShortcuts) return;
    const reach = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      input.current?.select();
      input.current?.focus();
    };
    document.addEventListener("keydown", reach);
    return () => document.removeEventListener("keydown", reach);
  }, [hasShortcuts]);
  return (
    <Form action="/customers" prefetch={false} role="search" aria-label={t("Find a customer")} className="relative min-w-0 flex-[0_1_380px]">
      <input
        ref={input}
        type="search"
        name="search"
        aria-label={t("Find a customer")}
        aria-keyshortcuts={hasShortcuts ? "Control+K" : undefined}
        placeholder={t("Find a customer")}
        autoComplete="off"
        maxLength={100}
        className="control sm:!pe-16"
      />
      {hasShortcuts && (
        <kbd
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 end-2 -translate-y-1/2 rounded-sm border border-line-2 px-1.5 font-mono text-2xs text-ink-3 max-sm:hidden"
        >
          Ctrl K
        </kbd>
      )}
    </Form>
  );
}
