// Time as the portal sees it: one function, so that a test can stop it by faking Date.

/** The present moment. */
export function now(): Date {
  return new Date();
}

/** The moment so many minutes from now; in the past when negative. */
export function minutesFromNow(minutes: number): Date {
  return new Date(now().getTime() + minutes * 60_000);
}
