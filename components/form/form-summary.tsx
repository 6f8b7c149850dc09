"use client";

import { forwardRef } from "react";
import { Notice } from "@/components/ui/notice";

type Props = { message: string; fields: Record<string, string> };

const reach = (name: string) => {
  const control = document.querySelector<HTMLElement>(
    `[data-field="${CSS.escape(name)}"] :is(input:not([type=hidden]), select, textarea, button)`,
  );
  control?.focus();
};

/** The fields as they stand on the page; what stands nowhere comes last. */
function inPageOrder(fields: Record<string, string>): [string, string][] {
  const names = [...document.querySelectorAll<HTMLElement>("[data-field]")].map(({ dataset }) => dataset.field!);
  const placeOf = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length);
  return Object.entries(fields).sort(([a], [b]) => placeOf(a) - placeOf(b));
}

/** Why a form was not saved: takes the focus, and leads to each field that must be mended. */
export const FormSummary = forwardRef<HTMLDivElement, Props>(function FormSummary({ message, fields }, ref) {
  const others = inPageOrder(fields).filter(([, text]) => text !== message || Object.keys(fields).length > 1);
  return (
    <div ref={ref} tabIndex={-1} className="rounded-md">
      <Notice tone="danger" title={message}>
        {others.length > 0 && (
          <ul className="mt-1">
            {others.map(([name, text]) => (
              <li key={name}>
                <button type="button" className="link min-h-6 text-start" onClick={() => reach(name)}>
                  {text}
                </button>
              </li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  );
});
