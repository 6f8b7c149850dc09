"use client";

import { useEffect, useState } from "react";
import { Notice } from "@/components/ui/notice";
import type { Option } from "@/components/ui/option";
import type { Described } from "@/lib/domain/grants/described";
import { t } from "@/lib/shared/language/text";
import type { Draft } from "./grant-draft";

const pause = 300;

const idOf = (choice: Option | null) => (choice ? Number(choice.value) : null);
const idsOf = (choices: Option[]) => choices.map(({ value }) => Number(value));

/** The draft as the server is asked about it. */
function questionOf({ holderKind, holder, role, level, scope }: Draft): string {
  return JSON.stringify({
    [`${holderKind}Id`]: idOf(holder),
    roleId: idOf(role),
    kind: scope.kind,
    organizationId: idOf(scope.organization),
    territoryId: idOf(scope.territory),
    programId: idOf(scope.program),
    customers: idsOf(scope.customers),
    narrowTerritoryId: idOf(scope.narrowTerritory),
    narrowProgramId: idOf(scope.narrowProgram),
    exceptCustomers: idsOf(scope.exceptCustomers),
    exceptOrganizations: idsOf(scope.exceptOrganizations),
    level,
  });
}

/** What the server says the draft would cover; the answer to the question before stays until the next one is there. */
function useCoverage(question: string): { described: Described | null; isFailed: boolean } {
  const [answer, setAnswer] = useState<{ described: Described | null; isFailed: boolean }>({ described: null, isFailed: false });
  useEffect(() => {
    const abort = new AbortController();
    const ask = async () => {
      try {
        const response = await fetch("/api/scope-count", { method: "POST", body: question, headers: { "content-type": "application/json" }, signal: abort.signal });
        setAnswer(response.ok ? { described: (await response.json()) as Described, isFailed: false } : { described: null, isFailed: true });
      } catch {
        if (!abort.signal.aborted) setAnswer({ described: null, isFailed: true });
      }
    };
    const timer = setTimeout(() => void ask(), pause);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [question]);
  return answer;
}

/** Says while the grant is being written what it will cover, and what will keep it from working. */
export function CoverageNote({ draft }: { draft: Draft }) {
  const { described, isFailed } = useCoverage(questionOf(draft));
  return (
    <div aria-live="polite" className="flex flex-col gap-2">
      {isFailed && <p className="text-sm text-ink-2">{t("What it covers cannot be counted at the moment.")}</p>}
      {described?.covers && (
        <Notice title={described.covers}>
          <p>{described.later}</p>
        </Notice>
      )}
      {described?.notes.map((note) => (
        <Notice key={note} tone="caution">
          {note}
        </Notice>
      ))}
    </div>
  );
}
