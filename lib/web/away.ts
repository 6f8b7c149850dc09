import "server-only";
import type { AsyncLocalStorage } from "node:async_hooks";
import { outageOf } from "../auth/bug";
import { awayDigest } from "../shared/away";
import { Problem } from "../shared/errors";

/** bin/start/serve.mjs runs each request in one of these, and answers 503 for those that were marked. */
type Marked = { isAway?: boolean };

/** Marks the answer of this request as one to ask for again (503), whatever status the page would have had. */
export function markAway(): void {
  const marked = (globalThis as typeof globalThis & { porticoRequest?: AsyncLocalStorage<Marked> }).porticoRequest?.getStore();
  if (marked) marked.isAway = true;
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
