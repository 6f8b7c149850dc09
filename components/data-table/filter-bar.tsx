"use client";

import { useState } from "react";
import { AppLink } from "@/components/ui/app-link";
import { CloseMark } from "@/components/ui/marks";
import type { Option } from "@/components/ui/option";
import { Popover } from "@/components/ui/popover";
import { rich } from "@/components/ui/rich";
import { t } from "@/lib/shared/language/text";
import type { ListState } from "@/lib/shared/list-state";
import { FilterEditor } from "./filter-editor";
import { filterName, valueWords, type FilterSpec } from "./filter-spec";
import type { ListAddress } from "./list-address";

type Props = { list: ListState; address: ListAddress; filters: FilterSpec[] };

const chip = "inline-flex min-h-7 items-center rounded-md border border-line-2 bg-panel text-sm text-ink-2";

/** The filters as sentences, each to be changed or cleared, and "Add filter" for the rest. */
export function FilterBar({ list, address, filters }: Props) {
  const [known, setKnown] = useState<Option[]>([]);
  const [openName, setOpenName] = useState<string | null>(null);
  const valuesOf = (spec: FilterSpec) => list.filters[spec.name] ?? [];
  const withValues = (spec: FilterSpec, values: string[]) => ({ filters: { ...list.filters, [spec.name]: values } });
  const apply = (spec: FilterSpec) => (values: string[], options: Option[]) => {
    setKnown((before) => [...before, ...options]);
    setOpenName(null);
    address.go(withValues(spec, values));
  };
  const shown = filters.filter((spec) => spec.pinned || valuesOf(spec).length > 0);
  const rest = filters.filter((spec) => !shown.includes(spec));
  const isNarrowed = list.search !== "" || filters.some((spec) => valuesOf(spec).length > 0);

  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {shown.map((spec) => {
        const values = valuesOf(spec);
        return (
          <span key={spec.name} className={chip}>
            <Popover
              label={t("Filter by {spec}", { spec: filterName(spec) })}
              open={openName === spec.name}
              onOpenChange={(isOpen) => setOpenName(isOpen ? spec.name : null)}
              trigger={
                <button type="button" className="min-h-[26px] min-w-0 rounded-md px-2.5 text-start wrap-anywhere hover:text-ink">
                  {rich("{field} {verb} <b>{values}</b>", {
                    field: spec.label,
                    verb: spec.verb ?? t("is##between a filter and its value"),
                    values: values.length > 0 ? valueWords(spec, values, known) : t("any##value of a filter"),
                    b: (text) => <b className="text-ink">{text}</b>,
                  })}
                </button>
              }
            >
              <FilterEditor spec={spec} values={values} known={known} onApply={apply(spec)} />
            </Popover>
            {values.length > 0 && (
              <AppLink
                href={address.href(withValues(spec, []))}
                stay
                aria-label={t("Clear {spec}", { spec: filterName(spec) })}
                className="grid size-[26px] place-items-center rounded-md hover:text-ink"
              >
                <CloseMark />
              </AppLink>
            )}
          </span>
        );
      })}
      {rest.length > 0 && <AddFilter filters={rest} known={known} onApply={apply} />}
      {isNarrowed && (
        <AppLink
          href={address.href({ search: "", filters: {} })}
          stay
          className="link px-1.5 py-1 text-sm"
        >
          {t("Clear all")}
        </AppLink>
      )}
    </div>
  );
}

/** The button that chose the filter is gone with the focus on it: whoever types goes on in what took its place. */
const focusFirst = (box: HTMLElement | null) => box?.querySelector<HTMLElement>("input:not([type=hidden]), select, textarea, button")?.focus();

type AddProps = {
  filters: FilterSpec[];
  known: Option[];
  onApply: (spec: FilterSpec) => (values: string[], options: Option[]) => void;
};

function AddFilter({ filters, known, onApply }: AddProps) {
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState<string | null>(null);
  const spec = filters.length === 1 ? filters[0] : filters.find((each) => each.name === name);
  const setEither = (next: boolean) => {
    setOpen(next);
    setName(null);
  };
  return (
    <Popover
      label={t("Add filter")}
      open={isOpen}
      onOpenChange={setEither}
      trigger={
        <button type="button" className={`${chip} border-dashed px-2.5 hover:text-ink`}>
          {t("Add filter")}
        </button>
      }
    >
      {spec ? (
        <div ref={focusFirst}>
          <FilterEditor
            spec={spec}
            values={[]}
            known={known}
            onApply={(values, options) => {
              setEither(false);
              onApply(spec)(values, options);
            }}
          />
        </div>
      ) : (
        <ul className="min-w-44 py-1">
          {filters.map((each) => (
            <li key={each.name}>
              <button
                type="button"
                onClick={() => setName(each.name)}
                className="min-h-8 w-full px-3 text-start text-sm -outline-offset-2 hover:bg-accent-wash"
              >
                {filterName(each)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
