import type { Option } from "@/components/ui/option";
import { inside } from "@/lib/shared/language/inside";
import { oneOf } from "@/lib/shared/language/list";
import { t } from "@/lib/shared/language/text";

type Shared = {
  /** The filter's name in the address; one of the list definition's filters. */
  name: string;
  /** How the sentence begins: "Status" in "Status is suspended". */
  label: string;
  /** The sentence's verb, "is" when absent: "is below", "from". */
  verb?: string;
  /** Shown even while it is not used, as "Status is any". */
  pinned?: boolean;
};

/** One way to narrow a list: among few choices, among records found by name, by a day, or by a text. */
export type FilterSpec = Shared &
  (
    | { kind: "choice"; options: Option[]; multiple?: boolean }
    | {
        kind: "lookup";
        fetchUrl: string;
        multiple?: boolean;
        /** Labels of the values that are in use. */ chosen?: Option[];
      }
    | { kind: "date" }
    | { kind: "text" }
  );

/** What a filter is called where it stands without its values: two about the same day are told apart by their verbs. */
export const filterName = ({ kind, label, verb }: FilterSpec): string => (kind === "date" && verb ? t("{field} {verb}", { field: label, verb }) : label);

/** The values of a filter as read by people. */
export function valueWords(spec: FilterSpec, values: string[], known: Option[]): string {
  const options =
    spec.kind === "choice" ? spec.options : [...(spec.kind === "lookup" ? (spec.chosen ?? []) : []), ...known];
  const words = values.map((value) => options.find((option) => option.value === value)?.label ?? value);
  if (words.length > 3) return t("{names} and {count} more##names", { names: words.slice(0, 2).join(", "), count: words.length - 2 });
  return spec.kind === "choice" ? oneOf(words.map(inside)) : oneOf(words);
}
