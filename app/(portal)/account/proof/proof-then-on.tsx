"use client";

import { useState } from "react";
import { Notice } from "@/components/ui/notice";
import { rich } from "@/components/ui/rich";
import { t } from "@/lib/shared/language/text";
import type { ProofWay } from "@/lib/shared/proof-way";
import { ProofForms } from "./proof-forms";

/** The forms of proving oneself, then on to where one wanted to go: a page, or a file that the browser keeps. */
export function ProofThenOn({ ways, next }: { ways: ProofWay[]; next: string }) {
  const [isProved, setProved] = useState(false);
  const goOn = () => {
    setProved(true);
    window.location.assign(next);
  };
  if (!isProved) return <ProofForms ways={ways} onProved={goOn} />;
  return (
    <Notice announce title={t("Thank you.")}>
      {rich("If you asked for a file, its download has begun. <a>Try again</a>", { a: (text) => <a className="link" href={next}>{text}</a> })}
    </Notice>
  );
}
