"use client";

import { rich } from "@/components/ui/rich";
import { t } from "@/lib/shared/language/text";
import { Apology } from "./apology";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";

const digestOf = (error: unknown) =>
  typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : null;

/** Something broke on our side while a page was made. */
export function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = digestOf(error);
  return (
    <Apology title={t("Something went wrong on our side")}>
      <p className="text-ink-2">{t("The page could not be shown. Nothing was changed. It often helps to try again.")}</p>
      {digest && (
        <p className="text-sm text-ink-2">
          {rich("When you report it, name this number: {code}", { code: <code className="font-mono text-xs text-ink">{digest}</code> })}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" onClick={() => retry()}>
          {t("Try again")}
        </Button>
        <ButtonLink href="/">{t("Go to the start page")}</ButtonLink>
      </div>
    </Apology>
  );
}
