import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { t } from "@/lib/shared/language/text";
import { stopImportAction } from "../actions";

/** Ends the work under way; nothing of it is kept. */
export function StopForm({ importId }: { importId: number }) {
  return (
    <ActionForm action={stopImportAction} kind="inline" className="flex">
      <input type="hidden" name="importId" value={importId} />
      <SubmitButton look="secondary" pending={t("Stopping …")}>
        {t("Stop")}
      </SubmitButton>
    </ActionForm>
  );
}
