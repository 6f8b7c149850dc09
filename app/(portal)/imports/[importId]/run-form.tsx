import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { counted } from "@/lib/shared/numbers";
import { runImportAction } from "../actions";

/** The step that changes something. */
export function RunForm({ importId, rowCount }: { importId: number; rowCount: number }) {
  return (
    <ActionForm action={runImportAction} kind="inline">
      <input type="hidden" name="importId" value={importId} />
      <SubmitButton pending="Starting …">{`Import ${counted(rowCount, "row", "rows")}`}</SubmitButton>
    </ActionForm>
  );
}
