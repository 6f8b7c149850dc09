import "server-only";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as english } from "@zxcvbn-ts/language-en";
import { invalid } from "../shared/errors";

/** Below this a password falls to a few hundred million guesses (0 to 4). */
const leastScore = 3;

let estimator: ZxcvbnFactory | undefined;

// The word lists take a moment and some memory, so they are read when the first password is set.
const estimate = () => (estimator ??= new ZxcvbnFactory({ dictionary: { ...common, ...english }, graphs: adjacencyGraphs }));

/** Whose password it is: words about them and about the portal are what a guesser tries first. */
export type PasswordOwner = { name: string; email: string };

/**
 * Throws `invalid` for a password that is built around its owner, or that is common, repeated, a row of keys or otherwise guessed early;
 * says which (NIST SP 800-63B-4, 3.1.1.2). Length is judged before, by lib/shared/password-rule.ts.
 */
export function requireStrongPassword(password: string, owner: PasswordOwner, field = "password"): void {
  if (isAbout(password, owner)) throw invalid({ [field]: "Choose a password that holds neither the name nor the address it belongs to." });
  const { score, feedback } = estimate().check(password.normalize("NFC").slice(0, 100), wordsAbout(owner));
  if (score >= leastScore) return;
  const isRepeated = feedback.warning === "simpleRepeat" || feedback.warning === "extendedRepeat";
  throw invalid({ [field]: isRepeated ? "This password repeats itself, which is guessed early. Use a few words that have nothing to do with each other." : "This password is among those that are guessed first. Use a few words that have nothing to do with each other." });
}

const wordsAbout = ({ name, email }: PasswordOwner) => ["portico", ...email.toLowerCase().split(/[@.]/), ...name.toLowerCase().split(/\s+/)].filter((word) => word.length > 2);

function isAbout(password: string, { name, email }: PasswordOwner): boolean {
  const text = password.toLowerCase();
  return [email.split("@")[0]!.toLowerCase(), name.toLowerCase().replace(/\s+/g, " ").trim()].some((word) => word.length > 2 && text.includes(word));
}
