import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { t } from "@/lib/shared/language/text";
import { runImportAction } from "../actions";

/** The step that changes something. */
export function RunForm({ importId, rowCount }: { importId: number; rowCount: number }) {
  return (
    <ActionForm action={runImportAction} kind="inline">
      <input type="hidden" name="importId" value={importId} />
      <SubmitButton pending={t("Starting …")}>{t("Import {count, plural, one {# row} other {# rows}}", { count: rowCount })}</SubmitButton>
    </ActionForm>
  );
}
