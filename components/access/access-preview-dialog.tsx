"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { AccessPreview } from "@/lib/shared/access-preview";
import { t } from "@/lib/shared/language/text";
import { counted } from "@/lib/shared/numbers";
import { AccessPreviewPeople } from "./access-preview-people";
import { AccessPreviewSums } from "./access-preview-sums";

type Props = {
  preview: AccessPreview;
  isPending: boolean;
  onSave: () => void;
  onBack: () => void;
  /** Asks for the people after so many. */
  onPage: (from: number) => void;
};

/** What a change does to people's access, before it is saved. Closing it saves nothing. */
export function AccessPreviewDialog({ preview, isPending, onSave, onBack, onPage }: Props) {
  return (
    <Dialog title={t("What changes")} sentence={summary(preview)} open onOpenChange={(isOpen) => !isOpen && !isPending && onBack()} wide>
      <div className="flex flex-col gap-4" aria-busy={isPending || undefined}>
        <AccessPreviewSums side="lost" sums={preview.lost} samples={preview.samples.lost} />
        <AccessPreviewSums side="gained" sums={preview.gained} samples={preview.samples.gained} />
        <AccessPreviewPeople preview={preview} isPending={isPending} onPage={onPage} />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onBack} aria-disabled={isPending || undefined}>
            {t("Go back")}
          </Button>
          <Button look={preview.lost.length > 0 ? "danger" : "primary"} onClick={() => !isPending && onSave()} aria-disabled={isPending || undefined}>
            {isPending ? t("Working") : t("Save")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function summary({ people, later, gained, lost }: AccessPreview): string {
  const verb = gained.length > 0 && lost.length > 0 ? ["gains and loses", "gain or lose"] : lost.length > 0 ? ["loses", "lose"] : ["gains", "gain"];
  const now = people > 0 ? `${counted(people, `person ${verb[0]}`, `people ${verb[1]}`)} access. ` : "";
  const soon = later > 0 ? t("For {people} it changes nothing that is there now, only what comes later. ", { people: t("{count, plural, one {# person} other {# people}}", { count: later }) }) : "";
  return `${now}${soon}Nothing is saved yet.`;
}
