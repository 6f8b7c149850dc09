import { Problem } from "../shared/errors";
import type { Viewer } from "./viewer";

const proofLasts = 10 * 60_000;

/** True when the person proved in this session, not long ago, who they are; who acts without a session has none to be asked in. */
export const isFresh = ({ session, provedAt }: Pick<Viewer, "session" | "provedAt">, now: number) =>
  session === undefined || (provedAt !== undefined && now < provedAt + proofLasts);

/** Throws `step-up` before what must not be done by whoever finds the browser open. */
export function requireFresh(viewer: Viewer, now: number): void {
  if (!isFresh(viewer, now)) throw new Problem("step-up", "Show once more that it is you.");
}
