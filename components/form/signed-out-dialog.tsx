"use client";

import { useState } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

type Props = {
  /** The person is signed in again. */
  onBack: () => void;
  onCancel: () => void;
};

/** Tells somebody whose session is over how to go on here: they sign in in another tab, and what stands in this one is still there. */
export function SignedOutDialog({ onBack, onCancel }: Props) {
  const [said, setSaid] = useState("");
  const goOn = async () => {
    const answer = await fetch(paths.ownSession()).catch(() => null);
    if (answer?.ok) return onBack();
    setSaid(answer?.status === 401 ? t("You are still signed out.") : t("The portal is busy or out of reach. Try again in a moment."));
  };
  return (
    <Dialog
      open
      title={t("You are signed out")}
      sentence={t("Nothing happened here for a long time, or the session was ended. Sign in in another tab and come back: what stands on this page is still here.")}
      onOpenChange={(isOpen) => !isOpen && onCancel()}
    >
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p role="status" className="flex-1 text-sm text-danger">
          {said}
        </p>
        <Button onClick={() => void goOn()}>{t("I am signed in, go on")}</Button>
        <a className={buttonClass("primary")} href={paths.signIn()} target="_blank" rel="noopener">
          {t("Sign in in another tab")}
        </a>
      </div>
    </Dialog>
  );
}
