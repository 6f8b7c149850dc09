"use client";

import { useState } from "react";
import { PermissionMatrix } from "@/components/access/permission-matrix";
import { ActionForm } from "@/components/form/action-form";
import { HiddenVersion } from "@/components/form/hidden-version";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Panel } from "@/components/ui/panel";
import { permissions, type Permission } from "@/lib/access/permissions";
import { deedOf } from "@/lib/access/sentence";
import { afterTaking, type ProposedChange } from "@/lib/access/proposal";
import type { Proposal } from "@/lib/domain/roles/rows";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { takeProposalAction } from "../../actions";
import { Sentence } from "../change-words";

/** The changes with a box each, and what the role would allow with those that are ticked. */
export function ProposalForm({ proposal }: { proposal: Proposal }) {
  const { roleId, version, latest, changes, canDecide } = proposal;
  const [taken, setTaken] = useState<ReadonlySet<Permission>>(() => new Set(changes.filter(({ conflict }) => !conflict).map(({ key }) => key)));
  const after = <After proposal={proposal} taken={taken} />;
  if (!canDecide) {
    return (
      <>
        <Notice>{t("You may look at this, but deciding on it needs the permission roles.publish where this role belongs.")}</Notice>
        <ChangeList changes={changes} />
      </>
    );
  }
  const turn = (key: Permission, isTaken: boolean) => setTaken((before) => new Set(isTaken ? [...before, key] : [...before].filter((each) => each !== key)));
  const choose = (keys: Permission[]) => setTaken(new Set(keys));
  return (
    <ActionForm
      action={takeProposalAction}
      submit={submitWords(taken.size, changes.length)}
      pending={t("Taking")}
      cancelHref={paths.role(roleId)}
      className="flex flex-col gap-4"
    >
      <input type="hidden" name="roleId" value={roleId} />
      <input type="hidden" name="number" value={latest} />
      <HiddenVersion value={version} />
      <Panel
        title={t("Changes")}
        actions={
          <>
            <Button size="small" onClick={() => choose(changes.map(({ key }) => key))}>
              {t("Tick all")}
            </Button>
            <Button size="small" onClick={() => choose([])}>
              {t("Untick all")}
            </Button>
          </>
        }
      >
        <Field name="taken" label={t("Take into this role")} group>
          <input type="hidden" name="taken[]" value="" />
          <div className="flex flex-col gap-1.5">
            {changes.map((change) => (
              <Checkbox
                key={change.key}
                name="taken[]"
                value={change.key}
                checked={taken.has(change.key)}
                onChange={(event) => turn(change.key, event.target.checked)}
                label={<ChangeWords change={change} />}
                help={conflictWords(change)}
              />
            ))}
          </div>
        </Field>
      </Panel>
      {after}
    </ActionForm>
  );
}

const submitWords = (taken: number, all: number) => (taken === 0 ? t("Take changes") : taken === all ? t("Take all") : t("Take {changes, plural, one {# change} other {# changes}}", { changes: taken }));

const ChangeList = ({ changes }: { changes: ProposedChange[] }) => (
  <Panel title={t("Changes")}>
    <ul className="flex flex-col gap-1.5 text-sm">
      {changes.map((change) => (
        <li key={change.key}>
          <ChangeWords change={change} />
          {change.conflict && <p className="text-xs text-ink-2">{conflictWords(change)}</p>}
        </li>
      ))}
    </ul>
  </Panel>
);

const ChangeWords = ({ change: { key, change, conflict } }: { change: ProposedChange }) => (
  <span className="inline-flex flex-wrap items-center gap-x-2">
    <span className={change === "add" ? "font-[560] text-accent" : "font-[560] text-danger"}>{change === "add" ? t("Add") : t("Take out")}</span>
    <span>
      <Sentence of={key} />
    </span>
    {conflict && <Badge tone="caution">{t("Conflict")}</Badge>}
  </span>
);

const listed = (keys: readonly Permission[]) => keys.map((key) => t("“{deed}”", { deed: deedOf(key) })).join(", ");

function conflictWords({ conflict }: ProposedChange): string | undefined {
  if (!conflict) return undefined;
  return conflict.kind === "brings-back" ? t("It would bring back what was taken out of this role: {listed}.", { listed: listed(conflict.keys) }) : t("It stays all the same: this role's own {listed} needs it.", { listed: listed(conflict.keys) });
}

function After({ proposal, taken }: { proposal: Proposal; taken: ReadonlySet<Permission> }) {
  return (
    <Panel title={t("What the role allows then")} sentence={t("With the changes that are ticked.")}>
      <PermissionMatrix label={t("Permissions afterwards")} entries={permissions} granted={afterTaking(proposal, taken)} readOnly />
    </Panel>
  );
}
