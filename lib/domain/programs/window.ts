import "server-only";
import { now } from "../../platform/clock";
import { t } from "../../shared/language/text";

/** For an enrolment that would end before it begins, which is now unless said otherwise, by field. */
export const faultsOfEnrollment = ({ from, until }: { from?: Date | null | undefined; until?: Date | null | undefined }): Record<string, string> =>
  until && until <= (from ?? now()) ? { until: t("Choose an end after the beginning.") } : {};
