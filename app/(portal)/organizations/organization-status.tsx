import { Status } from "@/components/ui/status";
import type { OrganizationState } from "@/lib/domain/organizations/rows";
import { t } from "@/lib/shared/language/text";

/** A partner's state in words: deactivated itself, or suspended because one above it is. */
export function OrganizationStatus({ state }: { state: OrganizationState }) {
  if (state === "deactivated") return <Status tone="danger">{t("Deactivated")}</Status>;
  if (state === "suspended") return <Status tone="caution">{t("Suspended by a partner above")}</Status>;
  return <Status tone="ok">{t("Active")}</Status>;
}
