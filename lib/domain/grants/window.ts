import "server-only";
import { now } from "../../platform/clock";
import { t } from "../../shared/language/text";
import { faultsOfWindow } from "./schema";

type Window = Parameters<typeof faultsOfWindow>[0];

/** For a grant that would end before it begins, or is over already, by field. */
export const faultsOfNewWindow = ({ from, until }: Window): Record<string, string> => ({
  ...(until && until <= now() ? { until: t("Choose a day that is still to come.") } : {}),
  ...faultsOfWindow({ from, until }),
});
