"use client";

import type { FieldClash } from "@/lib/shared/errors";
import { asSentence } from "@/lib/shared/language/as-sentence";
import { t } from "@/lib/shared/language/text";
import type { ClashChoice } from "./form-values";

type Props = {
  clashes: FieldClash[];
  choices: Record<string, ClashChoice>;
  onChoose: (field: string, choice: ClashChoice) => void;
};

const shown = ({ yours, theirs }: Pick<FieldClash, "yours" | "theirs">, choice: ClashChoice) => (choice === "mine" ? yours : theirs) || t("(empty)");

/** "account_manager" and "accountManager" become "Account manager"; a label on the page is better and wins. */
function nameOf(field: string): string {
  const label = document.querySelector(`[data-field="${CSS.escape(field)}"] :is(label, legend)`)?.firstChild
    ?.textContent;
  if (label) return label;
  const words = field
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/[._-]/g, " ")
    .toLowerCase();
  return asSentence(words);
}

/** Two people changed the same fields: shows both values of each and asks which one to keep. */
export function ClashPanel({ clashes, choices, onChoose }: Props) {
  return (
    <div className="flex flex-col gap-3 rounded-md border border-caution/35 bg-caution-wash px-3 py-3">
      <p className="text-sm font-[560]">{t("Choose for each field, then save again.")}</p>
      {clashes.map((clash) => (
        <fieldset key={clash.field} className="min-w-0">
          <legend className="mb-1 text-sm font-[560]">{nameOf(clash.field)}</legend>
          <div className="grid gap-1.5 sm:grid-cols-2">
            {(["mine", "theirs"] as const).map((choice) => (
              <label
                key={choice}
                className="flex min-w-0 gap-2 rounded-md border border-line-2 bg-panel px-2.5 py-2 text-sm has-checked:border-accent"
              >
                <input
                  type="radio"
                  className="tick-box"
                  name={`clash:${clash.field}`}
                  value={choice}
                  checked={choices[clash.field] === choice}
                  onChange={() => onChoose(clash.field, choice)}
                />
                <span className="min-w-0 wrap-anywhere whitespace-pre-line">
                  <span className="block text-xs text-ink-2">{choice === "mine" ? t("Yours") : t("From {by}", { by: clash.by })}</span>
                  {shown(clash.said ?? clash, choice)}
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
