import type { ReactNode } from "react";
import { t } from "@/lib/shared/language/text";
import { AppLink } from "./app-link";
import { ButtonLink } from "./button-link";

export type Empty =
  | { kind: "nothing"; title: string; sentence?: string; action?: { href: string; label: string } }
  | { kind: "no-match"; clearHref: string; sentence?: string }
  | { kind: "no-more"; firstHref: string }
  | { kind: "no-permission"; sentence: string };

const Words = ({ title, sentence, children }: { title: string; sentence?: string; children?: ReactNode }) => (
  <div className="flex flex-col items-start gap-1 px-4 py-8">
    <p className="font-[560]">{title}</p>
    {sentence && <p className="max-w-[60ch] text-sm text-ink-2">{sentence}</p>}
    {children && <div className="mt-2">{children}</div>}
  </div>
);

/** What stands where a list is empty: nothing yet, nothing that matches, nothing on this page of it, or nothing one may see. */
export function EmptyState(empty: Empty) {
  if (empty.kind === "no-match") {
    return (
      <Words title={t("Nothing matches.")} sentence={empty.sentence ?? t("Try fewer filters or another word.")}>
        <AppLink className="link inline-block py-1" href={empty.clearHref}>
          {t("Clear search and filters")}
        </AppLink>
      </Words>
    );
  }
  if (empty.kind === "no-more") {
    return (
      <Words title={t("Nothing stands on this page any more.")}>
        <AppLink className="link inline-block py-1" href={empty.firstHref}>
          {t("To the first page")}
        </AppLink>
      </Words>
    );
  }
  if (empty.kind === "no-permission") return <Words title={t("You may not see these.")} sentence={empty.sentence} />;
  return (
    <Words title={empty.title} sentence={empty.sentence}>
      {empty.action && (
        <ButtonLink href={empty.action.href} look="primary">
          {empty.action.label}
        </ButtonLink>
      )}
    </Words>
  );
}
