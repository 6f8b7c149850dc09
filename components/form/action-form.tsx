"use client";

import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { Button, buttonClass } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { AccessPreviewDialog } from "@/components/access/access-preview-dialog";
import { useOwnSettings } from "@/components/frame/own-settings";
import { t } from "@/lib/shared/language/text";
import { ClashPanel } from "./clash-panel";
import { FormStateContext } from "./form-state";
import { FormSummary } from "./form-summary";
import { LeaveGuard } from "./leave-guard";
import { SubmitButton } from "./submit-button";
import { ProofDialog } from "./proof-dialog";
import { SignedOutDialog } from "./signed-out-dialog";
import { useActionForm, type FormLife } from "./use-action-form";

type Props = FormLife & {
  /** `edit` has the bar with Save and Discard, `create` a plain foot, `inline` neither: bring a SubmitButton. */
  kind?: "edit" | "create" | "inline";
  /** What the button says: "Save customer". */
  submit?: string;
  /** What it says meanwhile. */
  pending?: string;
  /** Where Cancel leads. */
  cancelHref?: string;
  className?: string;
  id?: string;
  children: ReactNode;
};

const columns = {
  inline: "flex flex-col gap-3",
  create: "flex min-w-0 max-w-[560px] flex-col gap-4",
  edit: "flex min-w-0 max-w-[560px] flex-col gap-4",
};

/** A form over a server action. Nothing typed is lost when the server refuses, and two people's edits are put side by side. */
export function ActionForm({
  kind = "create",
  className = columns[kind],
  id,
  children,
  action,
  resetOnSuccess,
  onSuccess,
  ...foot
}: Props) {
  const { form, summary, state, refusal, look, proof, out, clashes, ...life } = useActionForm({ action, resetOnSuccess, onSuccess });
  const { userId } = useOwnSettings();
  return (
    <FormStateContext value={state}>
      <form
        ref={form}
        id={id}
        noValidate
        action={life.dispatch}
        onSubmit={life.submit}
        onInput={state.noteChange}
        onChange={state.noteChange}
        aria-busy={state.isPending || undefined}
        className={className}
      >
        {userId !== null && <input type="hidden" name="_as" value={userId} />}
        {refusal && <FormSummary ref={summary} message={refusal.message} fields={state.fields} />}
        {clashes.length > 0 && <ClashPanel clashes={clashes} choices={life.choices} onChoose={life.choose} />}
        <Fragment key={life.round}>{children}</Fragment>
        {kind !== "inline" && <FormFoot kind={kind} isDirty={state.isDirty} onDiscard={life.startOver} {...foot} />}
      </form>
      {look && <AccessPreviewDialog {...look} />}
      {proof && <ProofDialog {...proof} />}
      {out && <SignedOutDialog {...out} />}
      {kind !== "inline" && state.isDirty && !state.isPending && !look && !proof && !out && <LeaveGuard />}
    </FormStateContext>
  );
}

type FootProps = Pick<Props, "submit" | "pending" | "cancelHref"> & {
  kind: "edit" | "create";
  isDirty: boolean;
  onDiscard: () => void;
};

function FormFoot({ kind, isDirty, onDiscard, submit = t("Save"), pending, cancelHref }: FootProps) {
  const isBar = kind === "edit";
  return (
    <div
      className={classNames(
        "flex min-h-12 flex-wrap items-center gap-2 pt-2",
        isBar && "no-print sticky bottom-0 z-10 border-t border-line bg-paper pb-2",
      )}
    >
      <SubmitButton pending={pending}>{submit}</SubmitButton>
      {isBar && isDirty && <Button onClick={onDiscard}>{t("Discard")}</Button>}
      {cancelHref && !(isBar && isDirty) && (
        <Link className={buttonClass("secondary")} href={cancelHref} prefetch={false}>
          {t("Cancel")}
        </Link>
      )}
      {isBar && (
        <span role="status" className="text-sm text-caution">
          {isDirty ? t("Not saved yet") : ""}
        </span>
      )}
    </div>
  );
}
