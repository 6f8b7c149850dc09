"use client";

import { useState, type ReactElement, type ReactNode } from "react";
import { Button, type ButtonLook } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { t } from "@/lib/shared/language/text";
import { ActionForm } from "./action-form";
import { SubmitButton } from "./submit-button";
import { useFocusHome } from "./use-focus-home";
import type { FormAction } from "./use-action-result";

type Props = {
  title: string;
  /** What will happen, to whom and how many. */
  sentence: ReactNode;
  /** What the button says: "Deactivate 3 users". */
  confirm: string;
  pending?: string;
  look?: ButtonLook;
  action: FormAction;
  /** Values sent with the action; lists become repeated fields. */
  values?: Record<string, string | number | string[]>;
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  onSuccess?: (value: unknown) => void;
  /** Further fields, such as a reason. */
  children?: ReactNode;
};

const Hidden = ({ values }: { values: NonNullable<Props["values"]> }) =>
  Object.entries(values).flatMap(([name, value]) =>
    [value].flat().map((each) => <input key={`${name} ${each}`} type="hidden" name={name} value={each} />),
  );

type Words = Required<Pick<Props, "title" | "sentence" | "confirm" | "look">>;

/**
 * The words that were agreed to, kept until it is asked anew. The answer brings the page as it is now, where the same button may already
 * ask the opposite ("Restore" after "Archive"), and a dialog on its way out must not ask that.
 */
function useAskedWords(now: Words, action: FormAction) {
  const [agreed, setAgreed] = useState<Words | null>(null);
  const run: FormAction = async (previous, form) => {
    setAgreed(now);
    const answer = await action(previous, form);
    if (!answer.ok) setAgreed(null);
    return answer;
  };
  return { ...(agreed ?? now), run, askAnew: () => setAgreed(null) };
}

/** Asks once more, then runs a server action; a refusal is shown inside and the dialog stays open. */
export function ConfirmDialog(props: Props) {
  const { pending = t("Working"), look = "danger", values, trigger, children } = props;
  const [ownOpen, setOwnOpen] = useState(false);
  const asked = useAskedWords({ title: props.title, sentence: props.sentence, confirm: props.confirm, look }, props.action);
  const focus = useFocusHome();
  const setOpen = (isOpen: boolean) => {
    if (isOpen) focus.leave();
    else focus.comeBack();
    if (isOpen) asked.askAnew();
    setOwnOpen(isOpen);
    props.onOpenChange?.(isOpen);
  };
  const close = (value: unknown) => {
    setOpen(false);
    props.onSuccess?.(value);
  };
  return (
    <Dialog title={asked.title} sentence={asked.sentence} trigger={trigger} open={props.open ?? ownOpen} onOpenChange={setOpen}>
      <ActionForm kind="inline" action={asked.run} onSuccess={close}>
        {values && <Hidden values={values} />}
        {children}
        <div className="flex flex-wrap justify-end gap-2">
          <DialogClose trigger={<Button>{t("Cancel")}</Button>} />
          <SubmitButton look={asked.look} pending={pending}>
            {asked.confirm}
          </SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  );
}
