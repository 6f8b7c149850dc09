"use client";

import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/form/submit-button";
import { t } from "@/lib/shared/language/text";
import { denySignInAction } from "./actions";

export const NotMeForm = ({ token }: { token: string }) => (
  <ActionForm action={denySignInAction} kind="inline" className="flex flex-col gap-4">
    <input type="hidden" name="token" value={token} />
    <SubmitButton pending={t("Ending it …")}>{t("It was not me: end it")}</SubmitButton>
  </ActionForm>
);
