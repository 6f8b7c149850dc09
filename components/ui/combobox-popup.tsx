"use client";

import { Combobox as Base } from "@base-ui/react/combobox";
import { msg, t } from "@/lib/shared/language/text";
import { CheckMark } from "./marks";
import type { Option } from "./option";
import { popupClass } from "./popup";

const words = { idle: null, searching: msg("Searching"), done: null, failed: msg("The search did not answer. Try again.") };

/** The list under a Combobox's input. */
export function ComboboxPopup({ status }: { status: keyof typeof words }) {
  return (
    <Base.Portal>
      <Base.Positioner className="z-50 outline-none" sideOffset={4}>
        <Base.Popup
          className={`${popupClass} max-h-[min(var(--available-height),22rem)] w-[var(--anchor-width)] min-w-56 overflow-y-auto`}
        >
          <Base.Status className="px-3 text-xs text-ink-2 not-empty:py-2">{words[status] && t(words[status])}</Base.Status>
          <Base.Empty className="text-sm text-ink-2 not-empty:px-3 not-empty:py-2">
            {status === "done" ? t("Nothing matches.") : null}
          </Base.Empty>
          <Base.List className="py-1 data-empty:p-0">
            {(option: Option) => (
              <Base.Item
                key={option.value}
                value={option}
                disabled={option.locked !== undefined}
                className="flex min-h-8 cursor-default items-center gap-2 px-3 py-1 text-sm outline-none select-none data-disabled:text-ink-2 data-highlighted:bg-accent-wash"
              >
                <span className="min-w-0 flex-1 wrap-anywhere">
                  {option.label}
                  {option.hint && <span className="block text-xs text-ink-2">{option.hint}</span>}
                  {option.locked && <span className="block text-xs text-caution">{option.locked}</span>}
                </span>
                <Base.ItemIndicator className="text-accent">
                  <CheckMark />
                </Base.ItemIndicator>
              </Base.Item>
            )}
          </Base.List>
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}
