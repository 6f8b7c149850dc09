import type { FilterSpec } from "@/components/data-table/filter-spec";
import type { Option } from "@/components/ui/option";
import { t } from "@/lib/shared/language/text";

/** Narrows a list to a partner and all below it; nothing for whoever may not list partners (`chosen` is null). */
export const partnerFilter = (chosen: Option[] | null): FilterSpec[] =>
  chosen ? [{ kind: "lookup", name: "organization", label: t("Partner"), verb: t("is or is below"), fetchUrl: "/api/lookup/organizations", chosen }] : [];
