"use client";

import { createContext, useContext, useId, type ReactNode } from "react";
import { useFormState } from "@/components/form/form-state";

type Control = { id: string; name: string; required: boolean; describedBy?: string; isInvalid: boolean; isGroup: boolean };

const ControlContext = createContext<Control | null>(null);

/** What a control inside a Field takes from it; props given to the control itself win. */
export function useControl(own: { id?: string; name?: string; required?: boolean }) {
  const field = useContext(ControlContext);
  const fallback = useId();
  return {
    id: own.id ?? field?.id ?? fallback,
    name: own.name ?? field?.name,
    required: own.required ?? field?.required,
    "aria-describedby": field?.describedBy,
    "aria-invalid": field?.isInvalid || undefined,
  };
}

type Props = {
  name: string;
  label: string;
  /** One sentence under the control. */
  help?: ReactNode;
  /** Marks what may stay empty; the rest is expected. */
  optional?: boolean;
  required?: boolean;
  /** Overrules the error that the form's answer holds for this name. */
  error?: string;
  /** For radio groups and sets of checkboxes: a fieldset with a legend. */
  group?: boolean;
  children: ReactNode;
};

/** A control with its label above, help below and the server's message for this field. */
export function Field({ name, label, help, optional, required = false, error, group = false, children }: Props) {
  const id = useId();
  const message = error ?? useFormState().fields[name];
  const helpId = help ? `${id}-help` : "";
  const errorId = message ? `${id}-error` : "";
  const describedBy = [errorId, helpId].filter(Boolean).join(" ") || undefined;
  const control = { id, name, required, describedBy, isInvalid: Boolean(message), isGroup: group };
  const words = (
    <>
      {label}
      {optional && <span className="font-normal text-ink-3"> (optional)</span>}
    </>
  );
  const body = (
    <>
      <ControlContext value={control}>{children}</ControlContext>
      {message && (
        <p id={errorId} className="mt-1 text-xs font-[560] text-danger">
          {message}
        </p>
      )}
      {help && (
        <p id={helpId} className="mt-1 text-xs text-ink-2">
          {help}
        </p>
      )}
    </>
  );
  if (group) {
    return (
      <fieldset data-field={name} aria-describedby={describedBy} className="min-w-0">
        <legend className="mb-1 text-sm font-[560]">{words}</legend>
        {body}
      </fieldset>
    );
  }
  return (
    <div data-field={name} className="min-w-0">
      <label htmlFor={id} id={`${id}-label`} className="mb-1 inline-block text-sm font-[560]">
        {words}
      </label>
      {body}
    </div>
  );
}
