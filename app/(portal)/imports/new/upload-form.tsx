"use client";

import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { Field } from "@/components/ui/field";
import { Progress } from "@/components/ui/progress";
import { RadioGroup } from "@/components/ui/radio-group";
import { TextInput } from "@/components/ui/text-input";
import { mostBytes, type ImportKind } from "@/lib/domain/imports/schema";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import type { ActionResult } from "@/lib/shared/result";

type Sent = { done: number; total: number };

const refused = (message: string): ActionResult => ({ ok: false, message: t("One field needs another look."), fields: { file: message } });
const broken = (): ActionResult => ({ ok: false, message: t("The file could not be sent. Check your connection and try again.") });

/** Sends the file as it is, so that neither browser nor server holds it as a whole, and tells how far it is. */
function send(form: FormData, onSent: (sent: Sent | null) => void): Promise<ActionResult> {
  const file = form.get("file");
  if (!(file instanceof File) || file.name === "") return Promise.resolve(refused(t("Choose a file.")));
  if (file.size === 0) return Promise.resolve(refused(t("Choose a file that is not empty.")));
  if (file.size > mostBytes) return Promise.resolve(refused(t("Use a file of at most 50 MB.")));
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", paths.uploadImport(String(form.get("kind")), file.name));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => onSent({ done: loaded, total });
    request.onloadend = () => {
      onSent(null);
      resolve(answerIn(request.responseText) ?? broken());
    };
    request.send(file);
  });
}

function answerIn(text: string): ActionResult | null {
  try {
    return JSON.parse(text) as ActionResult;
  } catch {
    return null;
  }
}

const options = () => [
  { value: "customers" as const, label: t("Customers"), hint: t("matched by their number") },
  { value: "users" as const, label: t("People"), hint: t("matched by their email; new ones are invited") },
];

const inKilobytes = (bytes: number) => Math.ceil(bytes / 1000);

/** The file and what its rows are: one of the kinds, which are those that the reader may bring in. */
export function UploadForm({ kinds }: { kinds: ImportKind[] }) {
  const [sent, setSent] = useState<Sent | null>(null);
  return (
    <ActionForm action={(_previous, form) => send(form, setSent)} kind="create" submit={t("Read the file")} pending={t("Reading …")} cancelHref={paths.imports()}>
      <Field name="kind" label={t("The rows are")} group>
        <RadioGroup options={options().filter(({ value }) => kinds.includes(value))} defaultValue={kinds[0]} />
      </Field>
      <Field name="file" label={t("File")} required help={t("A CSV file with a line of headings, up to 50 MB. Comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252.")}>
        <TextInput type="file" accept=".csv,.tsv,.txt,text/csv" />
      </Field>
      {sent && <Progress label={sent.done < sent.total ? t("Sending, in kB") : t("Sent, in kB; its rows are being read")} done={inKilobytes(sent.done)} total={inKilobytes(sent.total)} />}
    </ActionForm>
  );
}
