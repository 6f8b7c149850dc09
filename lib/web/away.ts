import "server-only";
import { outageOf } from "../auth/bug";
import { awayDigest } from "../shared/away";
import { Problem } from "../shared/errors";
import { requestAtHand } from "../shared/request-time";

/** Marks the answer of this request as one to ask for again (503), whatever status the page would have had: bin/start/serve.mjs sees to it. */
export function markAway(): void {
  const request = requestAtHand();
  if (request) request.isAway = true;
}

/**
 * The error of a page, told apart by its digest when it means that the database is away, so that the page that stands in for it can say
 * so and offer to try again. Everything else comes back as it is.
 */
export function orAway(thrown: unknown): unknown {
  const away = outageOf(thrown) ?? (thrown instanceof Problem && thrown.code === "unavailable" ? thrown : null);
  if (!away) return thrown;
  markAway();
  return Object.assign(away, { digest: awayDigest });
}
