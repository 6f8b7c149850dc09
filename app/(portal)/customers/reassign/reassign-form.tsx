"use client";

import Link from "next/link";
import { useState } from "react";
import { ActionForm } from "@/components/form/action-form";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { DateTime } from "@/components/ui/relative-time";
import { rich } from "@/components/ui/rich";
import type { Reassigned } from "@/lib/domain/customers/reassigning/commands";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";
import type { ActionResult } from "@/lib/shared/result";
import { reassignManyAction } from "../actions";

type Choices = { organization: boolean; territory: boolean; manager: boolean };

type Props = {
  /** The list's search and filters, as in its address. */
  query: string;
  total: number;
  backHref: string;
  choices: Choices;
};

/** Sends the new place for the whole list, once what changes for whom has been looked at; then tells what became of it. */
export function ReassignForm({ query, total, backHref, choices }: Props) {
  const [result, setResult] = useState<Reassigned | null>(null);
  const reassign = async (previous: unknown, form: FormData): Promise<ActionResult> => {
    const answer: ActionResult<Reassigned> = await reassignManyAction(previous, form);
    if (!answer.ok) return answer;
    setResult(answer.value);
    return { ok: true, value: null };
  };
  if (result) return <Result {...result} backHref={backHref} />;
  return (
    <ActionForm action={reassign} kind="create" submit={t("Reassign {count, plural, one {# customer} other {# customers}}", { count: total })} pending={t("Looking at {count, plural, one {# customer} other {# customers}} …", { count: total })} cancelHref={backHref}>
      <input type="hidden" name="query" value={query} />
      <PlaceChoice choices={choices} />
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

function Result({ done, already, stay, receipt, backHref }: Reassigned & { backHref: string }) {
  const words = [
    t("{count, plural, =0 {Nobody was reassigned} one {# customer was reassigned} other {# customers were reassigned}}.", { count: done }),
    ...(already > 0 ? [t("{count, plural, one {# was} other {# were}} there already.", { count: already })] : []),
  ];
  return (
    <div className="flex flex-col gap-4">
      <Notice title={t("Done##reassigning")} announce>
        <p>{words.join(" ")}</p>
        {receipt && (
          <p>
            {rich("Until {time} it can be undone: <link>see the receipt</link>.", {
              time: <DateTime at={receipt.undoUntil} />,
              link: (text) => (
                <Link className="link" href={paths.reassignment(receipt.id)} prefetch={false}>
                  {text}
                </Link>
              ),
            })}
          </p>
        )}
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
