import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { Notice } from "@/components/ui/notice";
import type { SeenAsMe } from "@/lib/domain/viewings/own";
import { t } from "@/lib/shared/language/text";
import { SeenList } from "./seen-as-you";
import { dismissViewingsAction } from "./users/actions";

/** On the first page: somebody has seen the portal with the reader's eyes since they last said that they know. */
export function SeenNotice({ seen }: { seen: readonly SeenAsMe[] }) {
  if (seen.length === 0) return null;
  return (
    <div className="mb-4 max-w-[720px]">
      <Notice tone="caution" title={t("The portal was viewed as you")}>
        <SeenList seen={seen} />
        <p className="my-1.5 text-ink-2">{t("They read what both of you may, and could change nothing.")}</p>
        <ActionForm action={dismissViewingsAction} kind="inline">
          <SubmitButton pending={t("Putting away")} size="small">
            {t("I have read this")}
          </SubmitButton>
        </ActionForm>
      </Notice>
    </div>
  );
}
