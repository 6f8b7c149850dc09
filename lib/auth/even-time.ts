import "server-only";
import { setTimeout as wait } from "node:timers/promises";

const step = 200;

/** How long until the next even moment after so many milliseconds of work. */
export const restOf = (worked: number): number => Math.ceil(worked / step) * step - worked;

/**
 * Lets an answer go only at even moments after its question came, so that how long it took tells nothing about whom it was about: writing
 * the refusal of a known person into the log takes a little longer than refusing an unknown one (reliability.md, B16).
 */
export async function inEvenTime<Result>(work: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  try {
    return await work();
  } finally {
    await wait(restOf(performance.now() - began));
  }
}

/** The same for refusals alone: whoever is let in need not wait. */
export async function refusedInEvenTime<Result>(work: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  try {
    return await work();
  } catch (error) {
    await wait(restOf(performance.now() - began));
    throw error;
  }
}
