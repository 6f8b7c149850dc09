"use client";

import { useEffect, useRef, useState } from "react";
import { t } from "@/lib/shared/language/text";

type Change = { reason: string; cancel: () => void; isItemPress?: boolean };

/** Why words are taken away when nobody deleted them: the list was left without a choice. */
const leaving = new Set(["input-clear", "none"]);

/**
 * Words that were typed and name no choice stay when the field is left, are told, and keep a form from being sent without them.
 * `mayStay` is false while something is chosen that is shown again in their place.
 */
export function useStrayWords(mayStay: boolean) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [isLeft, setLeft] = useState(false);
  const message = typed === "" || !mayStay ? "" : t("“{words}” is not chosen yet. Choose one from the list, or empty the field.", { words: typed });
  useEffect(() => input.current?.setCustomValidity(message), [message]);
  /** To be asked at each change of the words; true when they stay as they are. */
  const keeps = (next: string, change: Change): boolean => {
    const stay = message !== "" && next === "" && leaving.has(change.reason) && !change.isItemPress;
    if (stay) change.cancel();
    else setTyped(change.reason === "input-change" ? next.trim() : "");
    setLeft(stay);
    return stay;
  };
  return { input, message: isLeft ? message : "", keeps };
}

/** What is said under the field about them. */
export const StrayWords = ({ id, message }: { id: string; message: string }) =>
  message && (
    <p id={id} role="alert" className="mt-1 text-xs font-[560] text-danger wrap-anywhere">
      {message}
    </p>
  );

/** The first field of a form that holds such words. */
export const strayField = (form: HTMLFormElement): HTMLInputElement | undefined =>
  [...form.elements].find((field): field is HTMLInputElement => field instanceof HTMLInputElement && field.validity.customError);
