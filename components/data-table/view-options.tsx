"use client";

import { densityOf, type Density } from "@/components/frame/display";
import { useDisplay } from "@/components/frame/use-display";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Popover } from "@/components/ui/popover";
import { RadioGroup } from "@/components/ui/radio-group";
import { t } from "@/lib/shared/language/text";
import type { ColumnChoice } from "./column-choices";
import type { ListAddress } from "./list-address";

type Props = { address: ListAddress; columns: ColumnChoice[] };

const densities = () => [
  { value: "compact", label: t("Compact") },
  { value: "normal", label: t("Normal") },
  { value: "roomy", label: t("Roomy") },
];

const sizes = () => ["25", "50", "100", "200"].map((value) => ({ value, label: t("{count, number} rows", { count: Number(value) }) }));

/** Which columns, how dense, how many rows. Columns and rows are kept in the address, the density with the person. */
export function ViewOptions(props: Props) {
  return (
    <Popover label={t("View")} align="end" trigger={<Button>{t("View")}</Button>}>
      <Choices {...props} />
    </Popover>
  );
}

function Choices({ address, columns }: Props) {
  const { list } = address;
  const [density, setDensity] = useDisplay<Density>("density", "normal");
  const toggle = (id: string, isShown: boolean) => {
    const ids = columns.filter((column) => (column.id === id ? isShown : column.isShown)).map((column) => column.id);
    address.go({ columns: ids, after: list.after, before: list.before }, "replace");
  };
  return (
    <div className="flex w-56 flex-col gap-4 p-3.5">
      <fieldset>
        <legend className="mb-1 text-xs text-ink-2">{t("Columns")}</legend>
        {columns.map((column) => (
          <Checkbox
            key={column.id}
            label={column.label}
            checked={column.isShown}
            disabled={column.isFixed}
            onChange={(event) => toggle(column.id, event.currentTarget.checked)}
          />
        ))}
        {list.columns && (
          <button
            type="button"
            className="link mt-1 min-h-6 text-sm"
            onClick={() => address.go({ columns: null }, "replace")}
          >
            {t("Usual columns")}
          </button>
        )}
      </fieldset>
      <fieldset>
        <legend className="mb-1 text-xs text-ink-2">{t("Density")}</legend>
        <RadioGroup
          name="density"
          options={densities()}
          value={density}
          onValueChange={(value) => setDensity(densityOf(value))}
        />
      </fieldset>
      <fieldset>
        <legend className="mb-1 text-xs text-ink-2">{t("On one page")}</legend>
        <RadioGroup
          name="limit"
          options={sizes()}
          value={String(list.limit)}
          onValueChange={(value) => address.go({ limit: Number(value) })}
        />
      </fieldset>
    </div>
  );
}
