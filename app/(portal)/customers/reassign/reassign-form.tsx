"use client";

import Link from "next/link";
import { useRef, useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Progress } from "@/components/ui/progress";
import type { ReassignedPart, StaysPut } from "@/lib/domain/customers/reassigning-many";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import type { ActionResult } from "@/lib/shared/result";
import { reassignListAction, reassignPartAction } from "../actions";

type Choices = { organization: boolean; territory: boolean; manager: boolean };
type Sum = { done: number; already: number; stay: StaysPut[] };

const none: Sum = { done: 0, already: 0, stay: [] };
const seenOf = ({ done, already, stay }: Sum) => done + already + stay.length;
const added = (sum: Sum, part: ReassignedPart): Sum => ({ done: sum.done + part.done, already: sum.already + part.already, stay: [...sum.stay, ...part.stay] });

type Props = {
  /** The list's search and filters, as in its address. */
  query: string;
  total: number;
  /** Whether they are one part, of which is shown first what changes for whom. */
  isShown: boolean;
  backHref: string;
  choices: Choices;
};

/** Sends the new place for one part of the list after another, tells how far it is, and can be stopped between two parts. */
export function ReassignForm({ query, total, isShown, backHref, choices }: Props) {
  const [sum, setSum] = useState<Sum | null>(null);
  const [end, setEnd] = useState<"done" | "stopped" | null>(null);
  const stop = useRef(false);
  const reassign = async (form: FormData): Promise<ActionResult> => {
    stop.current = false;
    let soFar = none;
    for (let after: string | null = ""; after !== null && !stop.current; ) {
      form.set("query", query);
      form.set("after", after);
      const answer: ActionResult<ReassignedPart> = await (isShown ? reassignListAction : reassignPartAction)(null, form);
      if (!answer.ok) return answer;
      soFar = added(soFar, answer.value);
      // What is wrong with all of the first part is wrong with the place.
      const [first] = soFar.stay;
      if (first && soFar.done + soFar.already === 0 && soFar.stay.every(({ reason }) => reason === first.reason) && (after === "" || answer.value.next === null)) {
        setSum(null);
        return { ok: false, message: t("Nobody was reassigned. {reason}", { reason: first.reason }) };
      }
      setSum(soFar);
      after = answer.value.next;
    }
    setEnd(stop.current ? "stopped" : "done");
    return { ok: true, value: null };
  };
  if (sum && end) return <Result sum={sum} isStopped={end === "stopped"} backHref={backHref} />;
  return (
    <ActionForm action={(_previous, form) => reassign(form)} kind="create" submit={t("Reassign {count, plural, one {# customer} other {# customers}}", { count: total })} pending={t("Reassigning …")} cancelHref={backHref}>
      <PlaceChoice choices={choices} />
      {sum && (
        <div role="status" className="flex flex-col items-start gap-2">
          <div className="w-full">
            <Progress label={t("Reassigning")} done={seenOf(sum)} total={Math.max(total, seenOf(sum))} />
          </div>
          <Button onClick={() => (stop.current = true)}>{t("Stop##reassigning")}</Button>
        </div>
      )}
    </ActionForm>
  );
}

/** Every field may stay empty; that there shall be none is ticked, since an empty field says nothing. */
function PlaceChoice({ choices: { organization, territory, manager } }: { choices: Choices }) {
  return (
    <>
      {organization && (
        <Field name="organizationId" label={t("New partner")} optional>
          <Combobox fetchUrl="/api/lookup/organizations?for=reassign" />
        </Field>
      )}
      {territory && (
        <Field name="territoryId" label={t("New territory")} optional>
          <Combobox fetchUrl="/api/lookup/territories" />
        </Field>
      )}
      <Checkbox name="noTerritory" label={t("Take them out of their territories")} />
      {manager && (
        <Field name="accountManagerId" label={t("New account manager")} optional help={t("A person of each customer's partner or of one above it.")}>
          <Combobox fetchUrl="/api/lookup/users" />
        </Field>
      )}
      <Checkbox name="noManager" label={t("Leave them without account manager")} />
    </>
  );
}

const mostShown = 50;

function Result({ sum: { done, already, stay }, isStopped, backHref }: { sum: Sum; isStopped: boolean; backHref: string }) {
  const words = [
    t("{count, plural, =0 {Nobody was reassigned} one {# customer was reassigned} other {# customers were reassigned}}.", { count: done }),
    ...(already > 0 ? [t("{count, plural, one {# was} other {# were}} there already.", { count: already })] : []),
    ...(isStopped ? [t("The rest was left as it is.")] : []),
  ];
  return (
    <div className="flex flex-col gap-4">
      <Notice title={isStopped ? t("Stopped##reassigning") : t("Done##reassigning")} announce>
        {words.join(" ")}
      </Notice>
      {stay.length > 0 && (
        <Notice tone="caution" title={t("{count, plural, one {# customer stays} other {# customers stay}} as before", { count: stay.length })}>
          <ul className="mt-0.5 list-disc ps-5">
            {stay.slice(0, mostShown).map(({ id, name, reason }) => (
              <li key={id}>
                <Link className="link" href={paths.customer(id)} prefetch={false}>
                  {name}
                </Link>
                {": "}
                {reason}
              </li>
            ))}
            {stay.length > mostShown && <li>{t("and {count} more", { count: stay.length - mostShown })}</li>}
          </ul>
        </Notice>
      )}
      <p>
        <Link className="link" href={backHref}>
          {t("Back to the list")}
        </Link>
      </p>
    </div>
  );
}
