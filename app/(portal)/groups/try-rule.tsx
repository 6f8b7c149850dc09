"use client";

import { useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { t } from "@/lib/shared/language/text";
import type { RuleMatches } from "@/lib/domain/groups/members";
import type { ActionResult } from "@/lib/shared/result";
import { tryRuleAction } from "./actions";

const asked = ["jobRole", "region", "partnerType", "organizations[]", "territories[]", "programs[]"];

/** Counts whom the rule in the form around would find, before it is saved. */
export function TryRule({ organizationId }: { organizationId?: number }) {
  const [answer, setAnswer] = useState<ActionResult<RuleMatches> | null>(null);
  const [isPending, start] = useTransition();
  const place = useRef<HTMLDivElement>(null);
  const count = () => {
    const form = place.current?.closest("form");
    if (!form) return;
    const filled = new FormData(form);
    const data = new FormData();
    for (const name of asked) for (const value of filled.getAll(name)) data.append(name, value);
    data.set("organizationId", String(organizationId ?? filled.get("organizationId") ?? ""));
    start(async () => setAnswer(await tryRuleAction(null, data)));
  };
  return (
    <div ref={place} className="flex flex-col items-start gap-2">
      <Button onClick={count} aria-busy={isPending || undefined}>
        {isPending ? t("Counting") : t("Count who matches")}
      </Button>
      {answer && (
        <Notice tone={answer.ok ? "info" : "danger"} announce title={answer.ok ? titleOf(answer.value) : answer.message}>
          {answer.ok ? namesOf(answer.value) : Object.values(answer.fields ?? {}).join(" ")}
        </Notice>
      )}
    </div>
  );
}

const titleOf = ({ total: { count } }: RuleMatches) =>
  t("{count, plural, =0 {Nobody you may see matches.} one {# person matches.} other {# people match.}}", { count });

function namesOf({ total: { count }, names }: RuleMatches): string {
  const more = count - names.length;
  return more > 0 ? t("{names} and {more} more", { names: names.join(", "), more }) : names.join(", ");
}
