"use client";

import { useId, type SyntheticEvent } from "react";
import { t } from "@/lib/shared/language/text";

type Props = {
  words: string;
  onWords: (words: string) => void;
  changes: number;
  isOnlyChanges: boolean;
  onOnlyChanges: (isOnly: boolean) => void;
};

// What is typed here is no part of the form around.
const keep = (event: SyntheticEvent) => event.stopPropagation();

/** Finding a permission, and seeing only what is not saved yet. */
export function MatrixToolbar({ words, onWords, changes, isOnlyChanges, onOnlyChanges }: Props) {
  const id = useId();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2" onInput={keep} onChange={keep}>
      <input
        type="search"
        className="control max-w-60"
        aria-label={t("Find a permission")}
        placeholder={t("Find a permission")}
        value={words}
        onChange={(event) => onWords(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && event.preventDefault()}
      />
      {(changes > 0 || isOnlyChanges) && (
        <span className="flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            id={id}
            className="tick-box"
            checked={isOnlyChanges}
            onChange={(event) => onOnlyChanges(event.target.checked)}
          />
          <label htmlFor={id} className="cursor-pointer">
            {t("Only show changes")}
          </label>
        </span>
      )}
      <span role="status" className="text-sm font-[560] text-caution">
        {changes > 0 ? t("{permissions} changed, not saved", { permissions: t("{count, plural, one {# permission} other {# permissions}}", { count: changes }) }) : ""}
      </span>
    </div>
  );
}
