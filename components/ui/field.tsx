"use client";

import { createContext, useContext, useId, type ReactNode } from "react";
import { useFormState } from "@/components/form/form-state";
import { t } from "@/lib/shared/language/text";
import { classNames } from "./class-names";

type Control = { id: string; name: string; required: boolean; describedBy?: string; isInvalid: boolean };

const ControlContext = createContext<Control | null>(null);

/** What a control inside a Field takes from it; props given to the control itself win. */
export function useControl(own: { id?: string; name?: string; required?: boolean }) {
  const fallback = useId();
  const field = useContext(ControlContext) ?? { id: fallback, name: undefined, required: undefined };
  const { describedBy, isInvalid } = { describedBy: undefined, isInvalid: false, ...field };
  return {
    id: own.id ?? field.id,
    name: own.name ?? field.name,
    required: own.required ?? field.required,
    "aria-describedby": describedBy,
    "aria-invalid": isInvalid || undefined,
  };
}

/** The id of the label around, for controls whose label is hidden while they are open. */
export const useLabelId = () => {
  const field = useContext(ControlContext);
  return field ? `${field.id}-label` : undefined;
};

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
  const { fields } = useFormState();
  const message = error ?? fields[name];
  const describedBy = classNames(message && `${id}-error`, help !== undefined && `${id}-help`) || undefined;
  const words = (
    <>
      {label}
      {optional && <span className="font-normal text-ink-3"> {t("(optional)")}</span>}
    </>
  );
  const body = (
    <>
      <ControlContext value={{ id, name, required, describedBy, isInvalid: Boolean(message) }}>
        {children}
      </ControlContext>
      <Below id={id} message={message} help={help} />
    </>
  );
  if (group) {
    return (
      <fieldset data-field={name} aria-describedby={describedBy} className="min-w-0">
        <legend className="mb-1 text-sm font-[560] wrap-anywhere">{words}</legend>
        {body}
      </fieldset>
    );
  }
  return (
    <div data-field={name} className="min-w-0">
      <label htmlFor={id} id={`${id}-label`} className="mb-1 block w-fit text-sm font-[560]">
        {words}
      </label>
      {body}
    </div>
  );
}

function Below({ id, message, help }: { id: string; message?: string; help?: ReactNode }) {
  return (
    <>
      {message && (
        <p id={`${id}-error`} className="mt-1 text-xs font-[560] text-danger">
          {message}
        </p>
      )}
      {help !== undefined && (
        <p id={`${id}-help`} className="mt-1 text-xs text-ink-2">
          {help}
        </p>
      )}
    </>
  );
}
