"use client";

import { startAuthentication, startRegistration, WebAuthnError } from "@simplewebauthn/browser";
import { startTransition, useActionState, useState } from "react";
import type { FormAction } from "@/components/form/use-action-result";
import { heard, useActionResult } from "@/components/form/use-action-result";
import { t } from "@/lib/shared/language/text";

type RequestOptions = Parameters<typeof startAuthentication>[0]["optionsJSON"];
type CreationOptions = Parameters<typeof startRegistration>[0]["optionsJSON"];

/** The question in an action's answer; null when there is none. */
function questionIn(value: unknown): unknown {
  return typeof value === "object" && value !== null && "options" in value ? value.options : null;
}

/** Why the browser gave no passkey, in words; null when the person only closed it. */
function reasonOf(error: unknown): string | null {
  if (error instanceof Error && (error.name === "NotAllowedError" || error.name === "AbortError")) {
    return t("Nothing was chosen, or it took too long. Try again when you are ready.");
  }
  if (error instanceof WebAuthnError && error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED") return t("This device already has a passkey of yours for the portal.");
  if (error instanceof WebAuthnError && error.code === "ERROR_CEREMONY_ABORTED") return null;
  return t("This browser could not use a passkey here. Use another way.");
}

const dataOf = (values: Record<string, string>) => {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
};

/** What people pressed for and is not answered yet: a quiet offer that comes late must not push it aside, for a browser asks one question at a time. */
const pressed = new Set<symbol>();

async function ask(begin: FormAction, isAutofill: boolean) {
  const asked = await begin(null, new FormData());
  if (!asked.ok) throw new Error(asked.message);
  if (isAutofill && pressed.size > 0) throw new Error("Something else is being asked.");
  return startAuthentication({ optionsJSON: questionIn(asked.value) as RequestOptions, useBrowserAutofill: isAutofill });
}

async function askForPressed(begin: FormAction) {
  const press = Symbol();
  pressed.add(press);
  try {
    return await ask(begin, false);
  } finally {
    pressed.delete(press);
  }
}

type Steps = { finish: FormAction; values?: Record<string, string>; onSuccess?: (value: unknown) => void };

/** Hands the browser's answer to an action, and says what went wrong on the way. */
export function usePasskey({ finish, values = {}, onSuccess }: Steps) {
  const [result, dispatch, isSending] = useActionState(heard(finish), null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  useActionResult(result, { done: (value) => onSuccess?.(value), refused: () => undefined });
  const hand = async (ask: () => Promise<unknown>, isQuiet = false) => {
    setProblem(null);
    setAsking(!isQuiet);
    try {
      const answer = await ask();
      startTransition(() => dispatch(dataOf({ ...values, passkey: JSON.stringify(answer) })));
    } catch (error) {
      if (!isQuiet) setProblem(reasonOf(error));
    } finally {
      setAsking(false);
    }
  };
  const refusal = result && !result.ok ? result.message : null;
  return {
    problem: isAsking || isSending ? null : (problem ?? refusal),
    isBusy: isAsking || isSending,
    /** Makes a passkey for this question. */
    make: (value: unknown) => hand(() => startRegistration({ optionsJSON: questionIn(value) as CreationOptions })),
    /** Asks for a question, then for a passkey; quietly among what the browser offers to fill in. */
    prove: (begin: FormAction, isAutofill = false) => hand(() => (isAutofill ? ask(begin, true) : askForPressed(begin)), isAutofill),
  };
}
