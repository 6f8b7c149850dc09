"use client";

import {
  startTransition,
  useActionState,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type SubmitEvent,
} from "react";
import type { FieldClash } from "@/lib/shared/errors";
import { strayField } from "@/components/ui/stray-words";
import type { FormState } from "./form-state";
import { dataToSend, formSnapshot, showValue, type ClashChoice } from "./form-values";
import { heard, useActionResult, type FormAction } from "./use-action-result";

function hasVersion(value: unknown): value is { version: number } {
  return typeof value === "object" && value !== null && "version" in value && typeof value.version === "number";
}

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

type Asked = { version: number; fields: string[] };

/** What the person has been asked to choose of one version of the record; of the next version they are asked anew. */
function useSettled(refusal: { version?: number; clashes?: FieldClash[] } | null) {
  const asked = useRef<Asked>(undefined);
  return {
    settled: () => {
      const { version, clashes = [] } = refusal ?? {};
      if (version !== undefined) {
        const before = asked.current?.version === version ? asked.current.fields : [];
        asked.current = { version, fields: [...new Set([...before, ...clashes.map(({ field, of = field }) => of)])] };
      }
      return asked.current?.fields.length ? `${asked.current.version}:${asked.current.fields.join()}` : undefined;
    },
    forget: () => (asked.current = undefined),
  };
}

/** The answer of the last submit, until it is put aside by Discard. */
function useAnswer(action: FormAction) {
  const [result, dispatch, isPending] = useActionState(heard(action), null);
  const [asideResult, setAside] = useState<typeof result>(null);
  const [choices, setChoices] = useState<Record<string, ClashChoice>>({});
  const answer = result && !result.ok && result !== asideResult ? result : null;
  const preview = answer?.preview ?? null;
  const ways = answer?.stepUp ?? null;
  const isOut = answer?.signedOut ?? false;
  return { result, refusal: preview || ways || isOut ? null : answer, preview, ways, isOut, dispatch, isPending, choices, setChoices, putAside: () => setAside(result) };
}

export type FormLife = {
  action: FormAction;
  /** Empties the form after success, for forms that add one after another. */
  resetOnSuccess?: boolean;
  onSuccess?: (value: unknown) => void;
};

/** The same once more, after the person has proved who they are. */
const sendAgain = (sent: FormData | null, dispatch: (data: FormData) => void) => startTransition(() => dispatch(sent ?? new FormData()));

/** What was sent once more: with the token of what was shown, to save; or asking for another page of the people. */
function sentAgain(sent: FormData | null, token: string, dispatch: (data: FormData) => void) {
  const send = (name: "_preview" | "_from", value: string) => {
    const data = new FormData();
    for (const [field, entry] of sent ?? []) data.append(field, entry);
    data.set(name, value);
    startTransition(() => dispatch(data));
  };
  return { onSave: () => send("_preview", token), onPage: (from: number) => send("_from", String(from)) };
}

/** A form's life: filled, changed, sent, refused or saved, and filled anew. */
export function useActionForm({ action, resetOnSuccess, onSuccess }: FormLife) {
  const [round, setRound] = useState(0);
  const { form, isDirty, noteChange, settle } = useDirty(round);
  const { result, refusal, preview, ways, isOut, dispatch, isPending, choices, setChoices, putAside } = useAnswer(action);
  const summary = useRef<HTMLDivElement>(null);
  const sent = useRef("");
  const [sentData, setSentData] = useState<FormData | null>(null);
  const [savedVersion, setSavedVersion] = useState<number>();
  const { clashes = [], fields = noFields } = refusal ?? {};
  const { settled, forget } = useSettled(refusal);
  const startOver = () => {
    forget();
    form.current?.reset();
    putAside();
    setRound((before) => before + 1);
    settle("");
  };
  useActionResult(result, {
    done: (value) => {
      setChoices({});
      settle(sent.current);
      forget();
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
    const stray = strayField(event.currentTarget);
    if (stray) return stray.focus();
    if (clashes.some(({ field }) => !choices[field])) return summary.current?.focus();
    sent.current = formSnapshot(event.currentTarget);
    // What the edit is based on stays: only so is what others changed elsewhere in the record known from what this form still shows.
    const late = { version: savedVersion, settled: settled(), clashes, choices };
    const data = dataToSend(event.currentTarget, event.nativeEvent.submitter, late);
    setSentData(data);
    startTransition(() => dispatch(data));
  };
  const choose = (field: string, choice: ClashChoice) => {
    setChoices((before) => ({ ...before, [field]: choice }));
    const clash = clashes.find((entry) => entry.field === field);
    if (clash && form.current) showValue(form.current, field, choice === "mine" ? clash.yours : clash.theirs);
    noteChange();
  };
  const state = useMemo<FormState>(
    () => ({ fields, isPending, isDirty, noteChange }),
    [fields, isPending, isDirty, noteChange],
  );
  const look = preview && { preview, isPending, onBack: putAside, ...sentAgain(sentData, preview.token, dispatch) };
  const proof = ways && { ways, onCancel: putAside, onProved: () => sendAgain(sentData, dispatch) };
  const out = isOut && { onCancel: putAside, onBack: () => sendAgain(sentData, dispatch) };
  return { form, summary, round, state, refusal, look, proof, out, clashes, choices, dispatch, startOver, submit, choose };
}
