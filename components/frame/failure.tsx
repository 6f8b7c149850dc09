"use client";

import { rich } from "@/components/ui/rich";
import { t } from "@/lib/shared/language/text";
import { Apology } from "./apology";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { awayDigest } from "@/lib/shared/away";

const digestOf = (error: unknown) =>
  typeof error === "object" && error !== null && "digest" in error ? String(error.digest) : null;

/** Something broke on our side while a page was made, or the database is away and it is worth to wait. */
export function Failure({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = digestOf(error);
  if (digest === awayDigest) return <Away retry={retry} />;
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

/** Nothing is broken: the database does not answer just now. The whole page is asked for again, since nothing of this one stands. */
function Away({ retry }: { retry: () => void }) {
  return (
    <Apology title={t("The portal is away for a moment")}>
      <p className="text-ink-2">{t("Its database does not answer just now. Nothing is lost, and nothing was changed. Try again in a moment.")}</p>
      <Button look="primary" onClick={() => retry()}>
        {t("Try again")}
      </Button>
    </Apology>
  );
}
