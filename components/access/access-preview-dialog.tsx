"use client";

import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { AccessPreview } from "@/lib/shared/access-preview";
import { msg, t } from "@/lib/shared/language/text";
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

const gaining = msg("{count, plural, one {# person gains} other {# people gain}} access.");
const losing = msg("{count, plural, one {# person loses} other {# people lose}} access.");
const both = msg("{count, plural, one {# person gains and loses} other {# people gain or lose}} access.");

function summary({ people, later, gained, lost }: AccessPreview): string {
  const which = gained.length > 0 && lost.length > 0 ? both : lost.length > 0 ? losing : gaining;
  const now = people > 0 ? t(which, { count: people }) : "";
  const soon = later > 0 ? t("For {count, plural, one {# person} other {# people}} it changes nothing that is there now, only what comes later.", { count: later }) : "";
  return [now, soon, t("Nothing is saved yet.")].filter(Boolean).join(" ");
}
