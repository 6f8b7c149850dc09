"use client";

import { useEffect, useState } from "react";
import { Notice } from "@/components/ui/notice";
import type { PolicyEffect } from "@/lib/domain/settings/rows";
import { t } from "@/lib/shared/language/text";

type Question = { organizationId: number; roleId: number | null; factor: string; factorFrom: string };

const pause = 300;

/** The answer to the newest question; null while there is none. */
function useEffectOf(question: string): PolicyEffect | "failed" | null {
  const [answer, setAnswer] = useState<{ to: string; effect: PolicyEffect | "failed" } | null>(null);
  useEffect(() => {
    if (question === "null") return;
    const abort = new AbortController();
    const ask = async () => {
      try {
        const response = await fetch("/api/sign-in-policy-count", { method: "POST", body: question, headers: { "content-type": "application/json" }, signal: abort.signal });
        setAnswer({ to: question, effect: response.ok ? ((await response.json()) as PolicyEffect) : "failed" });
      } catch {
        if (!abort.signal.aborted) setAnswer({ to: question, effect: "failed" });
      }
    };
    const timer = setTimeout(() => void ask(), pause);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [question]);
  return answer?.to === question ? answer.effect : null;
}

function wordsOf({ people, sessions, isMore, includesYou }: PolicyEffect): string {
  if (people === 0) return t("Nobody further will be asked: all of them have a second factor, or need one already.");
  const who = askedWords({ people, isMore, includesYou });
  return sessions === 0 ? who : `${who} ${t("{count, plural, one {# open session} other {# open sessions}} without one will end then.", { count: sessions })}`;
}

function askedWords({ people: count, isMore, includesYou }: Pick<PolicyEffect, "people" | "isMore" | "includesYou">): string {
  if (isMore && includesYou) return t("More than {count, plural, one {# person} other {# people}}, you among them, will be asked for a second factor.", { count });
  if (isMore) return t("More than {count, plural, one {# person} other {# people}} will be asked for a second factor.", { count });
  if (includesYou) return t("{count, plural, one {# person} other {# people}}, you among them, will be asked for a second factor.", { count });
  return t("{count, plural, one {# person} other {# people}} will be asked for a second factor.", { count });
}

/** Says before a rule is saved how many people will be asked for a second factor. */
export function EffectNote({ question }: { question: Question | null }) {
  const effect = useEffectOf(JSON.stringify(question));
  return (
    <div aria-live="polite">
      {effect === "failed" && <p className="text-sm text-ink-2">{t("How many it touches cannot be counted at the moment.")}</p>}
      {effect && effect !== "failed" && <Notice tone={effect.people > 0 ? "caution" : "info"} title={wordsOf(effect)} />}
    </div>
  );
}
