import type { Option } from "@/components/ui/option";

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

const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

/** The values of a filter as read by people. */
export function valueWords(spec: FilterSpec, values: string[], known: Option[]): string {
  const options =
    spec.kind === "choice" ? spec.options : [...(spec.kind === "lookup" ? (spec.chosen ?? []) : []), ...known];
  const words = values.map((value) => options.find((option) => option.value === value)?.label ?? value);
  if (words.length > 3) return `${words.slice(0, 2).join(", ")} and ${words.length - 2} more`;
  return spec.kind === "choice" ? words.map(lowered).join(" or ") : words.join(" or ");
}
