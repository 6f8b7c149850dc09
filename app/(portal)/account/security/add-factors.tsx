"use client";

import { useState } from "react";
import { AppSetup } from "@/components/factors/app-setup";
import { PasskeySetup } from "@/components/factors/passkey-setup";
import { codesIn } from "@/components/factors/recovery-codes";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { t } from "@/lib/shared/language/text";
import { addPasskeyAction, confirmAppAction, startAppAction, startPasskeyAction } from "./actions";
import { CodesDialog } from "./codes-dialog";

/** The two ways to set up a factor; with the first one come the recovery codes. */
export function AddFactors() {
  const [open, setOpen] = useState<"app" | "passkey" | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const done = (value: unknown) => {
    setOpen(null);
    setCodes(codesIn(value));
  };
  return (
    <>
      <Button size="small" onClick={() => setOpen("passkey")}>
        {t("Add a passkey")}
      </Button>
      <Button size="small" onClick={() => setOpen("app")}>
        {t("Add an authenticator app")}
      </Button>
      <Dialog
        open={open === "passkey"}
        onOpenChange={(isOpen) => !isOpen && setOpen(null)}
        title={t("Add a passkey")}
        sentence={t("Your device, keychain or security key proves it is you. The browser leads you through it.")}
      >
        <PasskeySetup begin={startPasskeyAction} finish={addPasskeyAction} suggested={t("This device")} onDone={done} />
      </Dialog>
      <Dialog
        open={open === "app"}
        onOpenChange={(isOpen) => !isOpen && setOpen(null)}
        title={t("Add an authenticator app")}
        sentence={t("Any app that shows time-based codes works.")}
      >
        <AppSetup begin={startAppAction} finish={confirmAppAction} onDone={done} />
      </Dialog>
      <CodesDialog codes={codes} onClose={() => setCodes(null)} />
    </>
  );
}
