"use client";

import { unstable_rethrow, useRouter } from "next/navigation";
import { useEffect, useEffectEvent } from "react";
import { showToast } from "@/components/ui/toast";
import { t } from "@/lib/shared/language/text";
import type { ActionResult } from "@/lib/shared/result";

/** A server action as forms use it. */
export type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

function hrefOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("href" in value)) return null;
  return typeof value.href === "string" ? value.href : null;
}

/** What a form says when no answer of the action's came: the line is down, or the portal has too much to do and turned it away. */
function unanswered(error: unknown): ActionResult {
  unstable_rethrow(error);
  if (error instanceof Error && "digest" in error) throw error; // a fault of the portal's, which the page tells
  return { ok: false, message: t("The portal is busy or out of reach. What you typed is still here: try again in a moment.") };
}

/**
 * The action, whose message is said as soon as it is known: the same answer may take the form away, as when a row is removed, and nobody
 * would be left to say it. On the server it stays the action itself, so that the form works before scripts do.
 */
export function heard(action: FormAction): FormAction {
  if (typeof window === "undefined") return action;
  return async (previous, form) => {
    const answer = await action(previous, form).catch(unanswered);
    if (answer?.ok && answer.message) showToast(answer.message);
    return answer;
  };
}

let isWaiting = false;

/**
 * Pages that one goes back to come from memory, with what stood there before the save: an edit form with its old values, which then clash
 * with one's own. With the first step back all of them are asked for anew; the listener stands before Next's own, which shows the page.
 */
function askAnewOnReturn(router: ReturnType<typeof useRouter>) {
  if (isWaiting) return;
  isWaiting = true;
  const askAnew = () => {
    isWaiting = false;
    router.refresh();
  };
  window.addEventListener("popstate", askAnew, { once: true, capture: true });
}

/** Acts once on each answer of an action: goes to `value.href`, or hands a refusal to `onRefused`. */
export function useActionResult(
  result: ActionResult | null,
  on: { done: (value: unknown) => void; refused: () => void },
) {
  const router = useRouter();
  const act = useEffectEvent((answer: ActionResult) => {
    if (!answer.ok) return answer.preview || answer.stepUp || answer.signedOut ? undefined : on.refused();
    on.done(answer.value);
    const href = hrefOf(answer.value);
    if (!href) return;
    askAnewOnReturn(router);
    router.push(href);
  });
  useEffect(() => {
    if (result) act(result);
  }, [result]);
}
