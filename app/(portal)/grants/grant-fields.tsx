"use client";

import { useState } from "react";
import { Combobox } from "@/components/ui/combobox";
import { DateInput } from "@/components/ui/date-input";
import { Field } from "@/components/ui/field";
import type { Option } from "@/components/ui/option";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextInput } from "@/components/ui/text-input";
import type { GrantLevel } from "@/lib/access/grant";
import type { EditorStart } from "@/lib/domain/grants/choices";
import type { Scope, ScopeChoice } from "@/lib/domain/grants/rows";
import { toDateInput } from "@/lib/shared/dates";
import { t } from "@/lib/shared/language/text";
import { CoverageNote } from "./coverage-note";
import type { Draft, HolderKind } from "./grant-draft";
import type { GrantLookups } from "./grant-lookups";
import { ScopeFields } from "./scope-fields";
import { useUsualScope } from "./use-usual-scope";

/** The terms of a grant that is there already. */
export type Standing = { level: GrantLevel; from: Date | null; until: Date | null; reason: string | null; places: Scope };

type Props = { start: EditorStart; lookups: GrantLookups; stands?: Standing };

const levels = () => [
  { value: "read", label: t("Read"), hint: t("Look, and change nothing.") },
  { value: "write", label: t("Read and write"), hint: t("Everything the role allows.") },
];

/** What the viewer may not see of a grant that stands is kept under a general name. */
export function withStanding(scope: ScopeChoice, places: Scope | undefined): ScopeChoice {
  const ref = places?.ref ?? null;
  const kept = (choice: Option | null, id: number | null | undefined, label: string) => choice ?? (id ? { value: String(id), label } : null);
  if (!places) return scope;
  return {
    ...scope,
    territory: places.kind === "territory" ? kept(scope.territory, ref, t("A territory you may not see")) : null,
    program: places.kind === "program" ? kept(scope.program, ref, t("A program you may not see")) : null,
    narrowTerritory: kept(scope.narrowTerritory, places.narrowTerritoryId, t("A territory you may not see")),
    narrowProgram: kept(scope.narrowProgram, places.narrowProgramId, t("A program you may not see")),
  };
}

/** A scope that a link asks for is a choice already; the home of whoever a link names is not. */
const isChosen = ({ holder, scope }: EditorStart) => scope.kind !== "direct" || (holder === null && scope.organization !== null);

type ScopeInForm = { scope: ScopeChoice; isOwn: boolean; ownKind: ScopeChoice["kind"] | null; round: number };

/** A kind chosen by hand stays with the home of whoever is chosen after; one scope that a security group carries is the only one it can have. */
function offered({ ownKind, round, isOwn, ...before }: ScopeInForm, usual: ScopeChoice): ScopeInForm {
  if (isOwn) return { ...before, ownKind, round, isOwn };
  return { isOwn, ownKind, round: round + 1, scope: usual.kind === "direct" && ownKind ? { ...usual, kind: ownKind } : usual };
}

/** The scope in the form: what is usual for whoever is chosen, until a place is chosen by hand. `round` begins its fields anew. */
function useScope(start: EditorStart, stands: Standing | undefined) {
  const [{ scope, round }, setScope] = useState<ScopeInForm>(() => ({ scope: withStanding(start.scope, stands?.places), isOwn: isChosen(start), ownKind: null, round: 0 }));
  const ask = useUsualScope((usual) => setScope((before) => offered(before, usual)));
  const change = ({ kind, ...places }: Partial<ScopeChoice>) =>
    setScope((before) => ({
      ...before,
      scope: { ...before.scope, ...places, kind: kind ?? before.scope.kind },
      isOwn: before.isOwn || Object.keys(places).length > 0,
      ownKind: kind ?? before.ownKind,
    }));
  return { scope, round, ask, change };
}

const placeOf: Partial<Record<ScopeChoice["kind"], "organization" | "territory" | "program">> = { territory: "territory", program: "program" };

/** Everything a grant says: who, which role, on what, at which level, from when until when and why; with what it will cover. */
export function GrantFields({ start, lookups, stands }: Props) {
  const { scope, round, ask, change } = useScope(start, stands);
  const [rest, setRest] = useState<Omit<Draft, "scope">>({
    holderKind: start.holder?.kind ?? (lookups.users ? "user" : "group"),
    holder: start.holder,
    role: start.role,
    level: stands?.level ?? "read",
  });
  const draft: Draft = { ...rest, scope };
  const put = (part: Partial<Draft>) => {
    setRest((before) => ({ ...before, ...part }));
    if (part.holder !== undefined) void ask(part.holderKind ?? rest.holderKind, part.holder);
  };
  const holderQuery = draft.holder ? `&${draft.holderKind}=${draft.holder.value}` : "";
  const place = draft.scope[placeOf[draft.scope.kind] ?? "organization"];
  const scopeQuery = `&kind=${draft.scope.kind}&level=${draft.level}${place ? `&place=${place.value}` : ""}`;
  return (
    <>
      {!stands && <HolderFields draft={draft} put={put} lookups={lookups} />}
      <Field name="roleId" label={t("Role")} required help={t("What they may do. Roles of their organization and of those above it can be given, as far as you may do there yourself what they hold.")}>
        <Combobox fetchUrl={`/api/lookup/roles?for=give${holderQuery}${scopeQuery}`} defaultValue={start.role} onValueChange={(role) => put({ role })} placeholder={t("Find a role")} />
      </Field>
      <ScopeFields key={round} scope={scope} lookups={lookups} onChange={change} />
      <Field name="level" label={t("Level")} group>
        <RadioGroup options={levels()} value={draft.level} onValueChange={(level) => put({ level: level as GrantLevel })} />
      </Field>
      <CoverageNote draft={draft} />
      <TimeFields stands={stands} />
    </>
  );
}

type HolderProps = { draft: Draft; put: (part: Partial<Draft>) => void; lookups: GrantLookups };

const holderKinds = () => [
  { value: "user", label: t("A user") },
  { value: "group", label: t("A group, everybody in it now and later") },
];

function HolderFields({ draft: { holderKind, holder }, put, lookups }: HolderProps) {
  const hasBoth = lookups.users && lookups.groups;
  return (
    <>
      {hasBoth && (
        <Field name="holder" label={t("Give it to")} group>
          <RadioGroup options={holderKinds()} value={holderKind} onValueChange={(kind) => put({ holderKind: kind as HolderKind, holder: null })} />
        </Field>
      )}
      {holderKind === "user" ? (
        <Field key="user" name="userId" label={t("User")} required>
          <Combobox fetchUrl="/api/lookup/users" defaultValue={holder} onValueChange={(chosen) => put({ holder: chosen })} placeholder={t("Find a person")} />
        </Field>
      ) : (
        <Field key="group" name="groupId" label={t("Group")} required>
          <Combobox fetchUrl="/api/lookup/groups" defaultValue={holder} onValueChange={(chosen) => put({ holder: chosen })} placeholder={t("Find a group")} />
        </Field>
      )}
    </>
  );
}

/** From when until when, and why. */
export function TimeFields({ stands }: { stands?: Standing }) {
  return (
    <>
      <div className="flex flex-wrap gap-4">
        <Field name="from" label={t("From")} optional help={t("The day it begins, UTC. Empty: at once.")}>
          <DateInput defaultValue={toDateInput(stands?.from)} />
        </Field>
        <Field name="until" label={t("Until")} optional help={t("It ends when this day begins, UTC. Empty: no end.")}>
          <DateInput defaultValue={toDateInput(stands?.until)} />
        </Field>
      </div>
      <Field name="reason" label={t("Reason")} optional help={t("Stands in the log and in reviews.")}>
        <TextInput defaultValue={stands?.reason ?? ""} autoComplete="off" />
      </Field>
    </>
  );
}
