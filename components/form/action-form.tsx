"use client";

import Link from "next/link";
import {
  Fragment,
  startTransition,
  useActionState,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type SubmitEvent,
} from "react";
import { Button } from "@/components/ui/button";
import { buttonClass } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { ClashPanel } from "./clash-panel";
import { FormStateContext, type FormState } from "./form-state";
import { FormSummary } from "./form-summary";
import { dataToSend, formSnapshot, showValue, type ClashChoice } from "./form-values";
import { LeaveGuard } from "./leave-guard";
import { SubmitButton } from "./submit-button";
import { useActionResult, type FormAction } from "./use-action-result";

type Props = {
  action: FormAction;
  /** `edit` has the bar with Save and Discard, `create` a plain foot, `inline` neither: bring a SubmitButton. */
  kind?: "edit" | "create" | "inline";
  /** What the button says: "Save customer". */
  submit?: string;
  /** What it says meanwhile. */
  pending?: string;
  /** Where Cancel leads. */
  cancelHref?: string;
  /** Empties the form after success, for forms that add one after another. */
  resetOnSuccess?: boolean;
  onSuccess?: (value: unknown) => void;
  className?: string;
  id?: string;
  children: ReactNode;
};

const noFields: Record<string, string> = {};

/** Whether the form differs from what it was filled with. */
function useDirty(round: number) {
  const form = useRef<HTMLFormElement>(null);
  const baseline = useRef("");
  const [isDirty, setDirty] = useState(false);
  useEffect(() => {
    if (form.current) baseline.current = formSnapshot(form.current);
  }, [round]);
  const noteChange = useCallback(() => {
    if (form.current) setDirty(formSnapshot(form.current) !== baseline.current);
  }, []);
  const settle = useCallback((snapshot: string) => {
    baseline.current = snapshot;
    setDirty(false);
  }, []);
  return { form, isDirty, noteChange, settle };
}

/** The answer of the last submit, until it is put aside by Discard. */
function useAnswer(action: FormAction) {
  const [result, dispatch, isPending] = useActionState(action, null);
  const [asideResult, setAside] = useState<typeof result>(null);
  const [choices, setChoices] = useState<Record<string, ClashChoice>>({});
  const refusal = result && !result.ok && result !== asideResult ? result : null;
  return { result, refusal, dispatch, isPending, choices, setChoices, putAside: () => setAside(result) };
}

/** A form over a server action. Nothing typed is lost when the server refuses, and two people's edits are put side by side. */
export function ActionForm({ action, kind = "create", resetOnSuccess = false, onSuccess, className, id, children, ...foot }: Props) {
  const [round, setRound] = useState(0);
  const { form, isDirty, noteChange, settle } = useDirty(round);
  const answer = useAnswer(action);
  const { refusal, isPending, choices } = answer;
  const summary = useRef<HTMLDivElement>(null);
  const sent = useRef("");
  const [savedVersion, setSavedVersion] = useState<number>();
  const clashes = refusal?.clashes ?? [];
  const fields = refusal?.fields ?? noFields;
  const state = useMemo<FormState>(() => ({ fields, isPending, isDirty, noteChange }), [fields, isPending, isDirty, noteChange]);

  const startOver = () => {
    form.current?.reset();
    answer.putAside();
    setRound((before) => before + 1);
    settle("");
  };
  useActionResult(answer.result, {
    done: (value) => {
      answer.setChoices({});
      settle(sent.current);
      if (hasVersion(value)) setSavedVersion(value.version);
      if (resetOnSuccess) startOver();
      onSuccess?.(value);
    },
    refused: () => summary.current?.focus(),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    if (isPending) return;
    if (clashes.some(({ field }) => !choices[field])) return summary.current?.focus();
    sent.current = formSnapshot(event.currentTarget);
    const version = refusal?.version ?? savedVersion;
    const data = dataToSend(event.currentTarget, event.nativeEvent.submitter, { version, clashes, choices });
    startTransition(() => answer.dispatch(data));
  };
  const choose = (field: string, choice: ClashChoice) => {
    answer.setChoices((before) => ({ ...before, [field]: choice }));
    const clash = clashes.find((entry) => entry.field === field);
    if (clash && form.current) showValue(form.current, field, choice === "mine" ? clash.yours : clash.theirs);
    noteChange();
  };
  const isGuarded = kind !== "inline" && isDirty && !isPending;

  return (
    <FormStateContext value={state}>
      <form
        ref={form}
        id={id}
        noValidate
        action={answer.dispatch}
        onSubmit={submit}
        onInput={noteChange}
        onChange={noteChange}
        aria-busy={isPending || undefined}
        className={className ?? (kind === "inline" ? "flex flex-col gap-3" : "flex max-w-[560px] flex-col gap-4")}
      >
        {refusal && <FormSummary ref={summary} message={refusal.message} fields={fields} />}
        {clashes.length > 0 && <ClashPanel clashes={clashes} choices={choices} onChoose={choose} />}
        <Fragment key={round}>{children}</Fragment>
        {kind !== "inline" && <FormFoot kind={kind} isDirty={isDirty} onDiscard={startOver} {...foot} />}
      </form>
      {isGuarded && <LeaveGuard />}
    </FormStateContext>
  );
}

function hasVersion(value: unknown): value is { version: number } {
  return typeof value === "object" && value !== null && "version" in value && typeof value.version === "number";
}

type FootProps = Pick<Props, "submit" | "pending" | "cancelHref"> & {
  kind: "edit" | "create";
  isDirty: boolean;
  onDiscard: () => void;
};

function FormFoot({ kind, isDirty, onDiscard, submit = "Save", pending, cancelHref }: FootProps) {
  const isBar = kind === "edit";
  return (
    <div
      className={classNames(
        "flex min-h-12 flex-wrap items-center gap-2 pt-2",
        isBar && "no-print sticky bottom-0 z-10 border-t border-line bg-paper pb-2",
      )}
    >
      <SubmitButton pending={pending}>{submit}</SubmitButton>
      {isBar && isDirty && <Button onClick={onDiscard}>Discard</Button>}
      {cancelHref && !(isBar && isDirty) && (
        <Link className={buttonClass("secondary")} href={cancelHref} prefetch={false}>
          Cancel
        </Link>
      )}
      {isBar && (
        <span role="status" className="text-sm text-caution">
          {isDirty ? "Not saved yet" : ""}
        </span>
      )}
    </div>
  );
}
