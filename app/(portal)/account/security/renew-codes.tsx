"use client";

import { useState } from "react";
import { codesIn } from "@/components/factors/recovery-codes";
import { ConfirmButton } from "@/components/form/confirm-button";
import { t } from "@/lib/shared/language/text";
import { renewCodesAction } from "./actions";
import { CodesDialog } from "./codes-dialog";

/** Makes ten new codes in place of those before. */
export function RenewCodes() {
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <>
      <ConfirmButton
        label={t("Make new codes")}
        size="small"
        look="primary"
        title={t("Make new recovery codes?")}
        sentence={t("The codes you have no longer work then.")}
        confirm={t("Make new codes")}
        pending={t("Making")}
        action={renewCodesAction}
        onSuccess={(value) => setCodes(codesIn(value))}
      />
      <CodesDialog codes={codes} onClose={() => setCodes(null)} />
    </>
  );
}
