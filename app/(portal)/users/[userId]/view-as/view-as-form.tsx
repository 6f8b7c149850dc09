"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { buttonClass } from "@/components/ui/button";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import { startViewingAction } from "../../actions";

/** Starts viewing, and then loads the portal anew: nothing that was read with one's own eyes may stay in the browser. */
export function ViewAsForm({ userId, children }: { userId: number; children: ReactNode }) {
  return (
    <ActionForm action={startViewingAction} kind="inline" className="flex max-w-[560px] flex-col gap-4" onSuccess={() => window.location.assign(paths.home())}>
      <input type="hidden" name="userId" value={userId} />
      {children}
      <div className="flex flex-wrap gap-2">
        <SubmitButton pending={t("Opening")}>{t("View as this person")}</SubmitButton>
        <Link href={paths.user(userId)} className={buttonClass("secondary")}>
          {t("Cancel")}
        </Link>
      </div>
    </ActionForm>
  );
}
