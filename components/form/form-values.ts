import type { FieldClash } from "@/lib/shared/errors";

const ownNames = /^(version$|clash:|\$ACTION)/;

/** What a form holds, as text to compare; versions and the form's own inputs do not count. */
export function formSnapshot(form: HTMLFormElement): string {
  const entries = [...new FormData(form)].filter(([name]) => !ownNames.test(name));
  return JSON.stringify(
    entries.map(([name, value]) => [name, typeof value === "string" ? value : `${value.name} ${value.size}`]),
  );
}

export type ClashChoice = "mine" | "theirs";

const isTicked = (value: string) => ["true", "on", "yes", "1"].includes(value);

/** Puts the other person's value into the visible control of a field. */
export function showValue(form: HTMLFormElement, field: string, value: string) {
  for (const control of form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(field)}"]`)) {
    if (control.type === "checkbox") control.checked = isTicked(value);
    else if (control.type === "radio") control.checked = control.value === value;
    else if (control.type !== "hidden") control.value = value;
  }
}

/** The data to send: what stands in the form (without React's own fields), the version that it was saved as before, and after a clash what was compared with which version, and the other's values where chosen. */
export function dataToSend(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  late: { version?: number; settled?: string; clashes: FieldClash[]; choices: Record<string, ClashChoice> },
): FormData {
  const data = new FormData(form, submitter);
  for (const name of [...data.keys()]) if (name.startsWith("$ACTION")) data.delete(name);
  if (late.version !== undefined) data.set("version", String(late.version));
  if (late.settled !== undefined) data.set("_settled", late.settled);
  for (const { field, theirs } of late.clashes) {
    data.delete(`clash:${field}`);
    const isBox = form.querySelector(`input[type="checkbox"][name="${CSS.escape(field)}"]`) !== null;
    if (late.choices[field] === "theirs" && !isBox) data.set(field, theirs);
  }
  return data;
}
