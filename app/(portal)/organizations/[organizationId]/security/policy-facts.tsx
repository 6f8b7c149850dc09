import { Facts } from "@/components/ui/facts";
import type { PolicyRow } from "@/lib/domain/settings/rows";
import { formatDate } from "@/lib/shared/dates";
import { t } from "@/lib/shared/language/text";
import { afterOf } from "./lasts";

type Asked = Pick<PolicyRow, "factorFrom" | "idleMinutes" | "absoluteMinutes">;

/** One policy to read. */
export const PolicyFacts = ({ policy }: { policy: Asked | null }) => (
  <Facts
    facts={[
      { label: t("Second factor"), value: policy?.factorFrom ? t("required from {day}", { day: formatDate(policy.factorFrom) }) : t("not required here") },
      { label: t("Without use"), value: policy?.idleMinutes ? t("signed out {afterSoLong}", { afterSoLong: afterOf(policy.idleMinutes) }) : t("as usual") },
      { label: t("In any case"), value: policy?.absoluteMinutes ? t("signed out {afterSoLong}", { afterSoLong: afterOf(policy.absoluteMinutes) }) : t("as usual") },
    ]}
  />
);
