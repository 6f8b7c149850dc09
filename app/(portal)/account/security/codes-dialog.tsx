"use client";

import { RecoveryCodes } from "@/components/factors/recovery-codes";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { t } from "@/lib/shared/language/text";

/** New recovery codes, until the person says that they are kept. */
export function CodesDialog({ codes, onClose }: { codes: string[] | null; onClose: () => void }) {
  return (
    <Dialog held open={codes !== null} onOpenChange={(isOpen) => !isOpen && onClose()} title={t("Recovery codes")}>
      <RecoveryCodes codes={codes ?? []} />
      <div className="mt-4 flex justify-end">
        <DialogClose trigger={<Button look="primary">{t("I have saved them")}</Button>} />
      </div>
    </Dialog>
  );
}
