import { Problem } from "../shared/errors";
import { t } from "../shared/language/text";
import { keeperPermissions } from "./full-access";
import type { GrantFacts } from "./grant";
import { withImplied } from "./permissions";
import type { Viewer } from "./viewer";

const proofLasts = 10 * 60_000;

/** True when the person proved in this session, not long ago, who they are; who acts without a session has none to be asked in. */
export const isFresh = ({ session, provedAt }: Pick<Viewer, "session" | "provedAt">, now: number) =>
  session === undefined || (provedAt !== undefined && now < provedAt + proofLasts);

/** Throws `step-up` before what must not be done by whoever finds the browser open. */
export function requireFresh(viewer: Viewer, now: number): void {
  if (!isFresh(viewer, now)) throw new Problem("step-up", t("Show once more that it is you."));
}

/** True for a grant by which its holder can run an organization: bring people in and out, and give and take their access. */
export function givesFullAccess(permissions: readonly string[], level: GrantFacts["level"]): boolean {
  const yielded = new Set<string>(withImplied(permissions));
  return level === "write" && keeperPermissions.every((key) => yielded.has(key));
}
