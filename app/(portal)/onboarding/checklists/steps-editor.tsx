"use client";

import { useEffect, useRef, useState } from "react";
import { useFormState } from "@/components/form/form-state";
import { Button } from "@/components/ui/button";
import type { Item } from "@/lib/domain/onboarding/schema";
import { facts } from "@/lib/shared/checklist-facts";
import { t } from "@/lib/shared/language/text";
import { stepText } from "@/lib/shared/ready-checklists";
import { StepFields, type Draft } from "./step-fields";

let last = 0;
const draftOf = (item?: Item): Draft => ({
  id: ++last,
  title: stepText(item?.title ?? ""),
  help: stepText(item?.help ?? ""),
  owner: item?.owner ?? "newcomer",
  dueDays: String(item?.dueDays ?? 7),
  fact: item?.fact ?? "",
});

const moved = (drafts: Draft[], from: number, to: number) => {
  const rest = drafts.filter((_, at) => at !== from);
  return [...rest.slice(0, to), drafts[from]!, ...rest.slice(to)];
};

/** Puts the focus, after the next change, on the first of these in the list: what had it may be gone, or was moved and lost it. */
function useFocusAfter(drafts: Draft[]) {
  const list = useRef<HTMLOListElement>(null);
  const wanted = useRef<string[]>([]);
  useEffect(() => {
    const found = wanted.current.map((selector) => list.current?.querySelector<HTMLElement>(selector)).find(Boolean);
    wanted.current = [];
    found?.focus();
  }, [drafts]);
  return { list, focusAfter: (...selectors: string[]) => void (wanted.current = selectors) };
}

const titleOf = (id: number) => `[data-step="${id}"] input`;
const moveOf = (id: number, by: -1 | 1) => `[data-step="${id}"] [data-move="${by}"]:not(:disabled)`;

/** The steps of a checklist in their order; they travel with the form as one hidden field. */
export function StepsEditor({ initial }: { initial: Item[] }) {
  const [drafts, setDrafts] = useState(() => (initial.length > 0 ? initial : [undefined]).map((item) => draftOf(item)));
  const { fields, noteChange } = useFormState();
  const { list, focusAfter } = useFocusAfter(drafts);
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    else noteChange();
  }, [drafts, noteChange]);
  const move = (id: number, from: number, by: -1 | 1) => {
    focusAfter(moveOf(id, by), moveOf(id, by === 1 ? -1 : 1));
    setDrafts(moved(drafts, from, from + by));
  };
  const remove = (id: number, from: number) => {
    focusAfter(titleOf((drafts[from + 1] ?? drafts[from - 1])!.id));
    setDrafts(drafts.filter((draft) => draft.id !== id));
  };
  const add = () => {
    const draft = draftOf();
    focusAfter(titleOf(draft.id));
    setDrafts([...drafts, draft]);
  };
  const sent = JSON.stringify(drafts.map(({ id: _, ...draft }) => draft));
  return (
    <fieldset className="min-w-0" data-field="items">
      <legend className="mb-1 text-sm font-[560]">{t("Steps")}</legend>
      {fields.items && <p className="mb-2 text-xs font-[560] text-danger">{fields.items}</p>}
      <input type="hidden" name="items" value={sent} />
      <ol ref={list} className="flex flex-col gap-3">
        {drafts.map((draft, at) => (
          <li key={draft.id} data-step={draft.id}>
            <StepFields
              draft={draft}
              number={at + 1}
              isLast={at === drafts.length - 1}
              isOnly={drafts.length === 1}
              facts={facts}
              errorOf={(name) => fields[`items.${at}.${name}`]}
              onChange={(change) => setDrafts(drafts.map((each) => (each.id === draft.id ? { ...each, ...change } : each)))}
              onMove={(by) => move(draft.id, at, by)}
              onRemove={() => remove(draft.id, at)}
            />
          </li>
        ))}
      </ol>
      <div className="mt-3">
        <Button onClick={add}>{t("Add a step")}</Button>
      </div>
    </fieldset>
  );
}
