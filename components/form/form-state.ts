"use client";

import { createContext, useContext } from "react";

export type FormState = {
  /** Message per field name, from the last answer of the server. */
  fields: Record<string, string>;
  isPending: boolean;
  isDirty: boolean;
  /** To be called by parts that keep their value in state, after it changed. */
  noteChange: () => void;
};

const alone: FormState = { fields: {}, isPending: false, isDirty: false, noteChange: () => undefined };

export const FormStateContext = createContext<FormState>(alone);

/** The state of the form around; outside of an ActionForm a form without errors. */
export const useFormState = () => useContext(FormStateContext);
