"use client";

import { AppLink } from "@/components/ui/app-link";
import { buttonClass } from "@/components/ui/button";
import { t, type Message } from "@/lib/shared/language/text";
import { countedTotal } from "@/lib/shared/numbers";
import type { Total } from "@/lib/shared/page";
import type { ListAddress } from "./list-address";

type Props = {
  next: string | null;
  previous: string | null;
  total: Total;
  noun: Message;
  address: ListAddress;
};

function Step({ label, href }: { label: string; href: string | null }) {
  if (href === null) {
    return (
      <span aria-disabled="true" className={buttonClass("secondary", "small")}>
        {label}
      </span>
    );
  }
  return (
    <AppLink href={href} className={buttonClass("secondary", "small")}>
      {label}
    </AppLink>
  );
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** How many there are, and the way to the pages before and after. */
export function Pager({ next, previous, total, noun, address }: Props) {
  return (
    <nav aria-label={t("Pages")} className="no-print flex flex-wrap items-center gap-2 py-2.5">
      <p className="me-auto text-sm text-ink-2">{sentence(countedTotal(total, noun))}</p>
      {(previous !== null || next !== null) && (
        <>
          <Step label={t("Previous")} href={previous === null ? null : address.href({ before: previous })} />
          <Step label={t("Next")} href={next === null ? null : address.href({ after: next })} />
        </>
      )}
    </nav>
  );
}
