"use client";

import { useEffect, useState } from "react";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { TextInput } from "@/components/ui/text-input";
import type { Proposal } from "@/lib/domain/groups/proposal";
import { t } from "@/lib/shared/language/text";

export type ProposalQuestion = {
  organizationId: number;
  access: string;
  customers: number[];
  exceptCustomers: number[];
  territoryId: number | null;
  programId: number | null;
  roleId: number | null;
  level: string;
};

const pause = 250;

/** The group that the server would take or make; the answer to the question before stays until the next one is there. */
function useProposal(question: string): Proposal {
  const [proposal, setProposal] = useState<Proposal>(null);
  useEffect(() => {
    const abort = new AbortController();
    const ask = async () => {
      try {
        const response = await fetch("/api/security-group-proposal", { method: "POST", body: question, headers: { "content-type": "application/json" }, signal: abort.signal });
        setProposal(response.ok ? ((await response.json()) as { proposal: Proposal }).proposal : null);
      } catch {
        if (!abort.signal.aborted) setProposal(null);
      }
    };
    const timer = setTimeout(() => void ask(), pause);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [question]);
  return proposal;
}

/** Shows the security group before anything is saved: the one that is there, or a new one whose name can be changed. */
export function GroupProposal({ question }: { question: ProposalQuestion }) {
  const proposal = useProposal(JSON.stringify(question));
  const [typed, setTyped] = useState<string | null>(null);
  const covers = proposal?.customers ? t("It covers {customers} now.", { customers: proposal.customers }) : "";
  if (!proposal) {
    return <p className="text-sm text-ink-2">{t("The security group stands here as soon as it is known what it reaches.")}</p>;
  }
  return (
    <div className="flex flex-col gap-2" aria-live="polite">
      <Field name="groupName" label={t("Security group")} help={proposal.isNew ? t("Made when you save, and named like this. Nothing is made if you cancel.") : t("This group is there already for exactly that, so it is taken. Another name makes another group.")}>
        <TextInput value={typed ?? proposal.name} onChange={(event) => setTyped(event.target.value === "" ? null : event.target.value)} maxLength={200} autoComplete="off" />
      </Field>
      <Notice title={proposal.isNew ? t("New security group: {typed}", { typed: typed ?? proposal.name }) : t("Security group: {typed}", { typed: typed ?? proposal.name })}>
        {covers && <p>{covers}</p>}
      </Notice>
    </div>
  );
}
