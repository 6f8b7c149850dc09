"use client";

import { useRouter } from "next/navigation";
import { startTransition, useId, useOptimistic } from "react";
import { Combobox } from "@/components/ui/combobox";
import type { Option } from "@/components/ui/option";
import { t } from "@/lib/shared/language/text";
import { paths } from "@/lib/shared/paths";

const most = 3;

/** Which roles stand side by side, kept in the address. */
export function ComparePicker({ chosen, isOnlyDifferences }: { chosen: Option[]; isOnlyDifferences: boolean }) {
  const router = useRouter();
  const id = useId();
  // The tick stands at once; the address, which decides, follows when the server has answered.
  const [isTicked, setTicked] = useOptimistic(isOnlyDifferences);
  const go = (options: Option[], isOnly: boolean) => {
    const address = paths.compareRoles(options.slice(0, most).map(({ value }) => value));
    startTransition(() => {
      setTicked(isOnly);
      router.replace(isOnly ? `${address}${options.length === 0 ? "?" : "&"}only=differences` : address, { scroll: false });
    });
  };
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-2.5">
      <div className="w-full max-w-[560px]">
        <Combobox
          key={chosen.map(({ value }) => value).join()}
          multiple
          aria-label={t("Roles to compare, at most three")}
          placeholder={chosen.length < most ? t("Find a role") : t("At most three")}
          fetchUrl="/api/lookup/roles"
          defaultValue={chosen}
          onValueChange={(options) => go(options, isOnlyDifferences)}
        />
      </div>
      {chosen.length > 1 && (
        <span className="flex items-center gap-2 text-sm">
          <input type="checkbox" id={id} className="tick-box" checked={isTicked} onChange={(event) => go(chosen, event.target.checked)} />
          <label htmlFor={id} className="cursor-pointer">
            {t("Only differences")}
          </label>
        </span>
      )}
    </div>
  );
}
