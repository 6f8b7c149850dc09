import { Facts } from "@/components/ui/facts";
import type { PolicyRow } from "@/lib/domain/settings/rows";
import { formatDate } from "@/lib/shared/dates";
import { t } from "@/lib/shared/language/text";
import { lastsOf } from "./lasts";

type Asked = Pick<PolicyRow, "factorFrom" | "idleMinutes" | "absoluteMinutes">;

/** One policy to read. */
export const PolicyFacts = ({ policy }: { policy: Asked | null }) => (
  <Facts
    facts={[
      { label: t("Second factor"), value: policy?.factorFrom ? `required from ${formatDate(policy.factorFrom)}` : "not required here" },
      { label: t("Without use"), value: policy?.idleMinutes ? `signed out after ${lastsOf(policy.idleMinutes)}` : "as usual" },
      { label: t("In any case"), value: policy?.absoluteMinutes ? `signed out after ${lastsOf(policy.absoluteMinutes)}` : "as usual" },
    ]}
  />
);
