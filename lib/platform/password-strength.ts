import "server-only";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as english } from "@zxcvbn-ts/language-en";
import { invalid } from "../shared/errors";
import { t } from "../shared/language/text";

/** Below this a password falls to a few hundred million guesses (0 to 4). */
const leastScore = 3;

let estimator: ZxcvbnFactory | undefined;

// Judging holds everything else up, and signs in place of letters are tried in every combination: longer ones and more of these took
// seconds, and told nothing more.
const mostJudged = 64;
const l33tMaxSubstitutions = 8;

// The word lists take a moment and some memory, so they are read when the first password is set.
const estimate = () => (estimator ??= new ZxcvbnFactory({ dictionary: { ...common, ...english }, graphs: adjacencyGraphs, l33tMaxSubstitutions }));

/** Whose password it is: words about them and about the portal are what a guesser tries first. */
export type PasswordOwner = { name: string; email: string };

/**
 * Why a password will not do: it is built around its owner, or common, repeated, a row of keys or otherwise guessed early (NIST SP
 * 800-63B-4, 3.1.1.2); null when it will. Length is judged before, by lib/shared/password-rule.ts.
 */
export function strengthFault(password: string, owner: PasswordOwner): string | null {
  if (isAbout(password, owner)) return t("Choose a password that holds neither the name nor the address it belongs to.");
  const { score, feedback } = estimate().check(password.normalize("NFC").slice(0, mostJudged), wordsAbout(owner));
  if (score >= leastScore) return null;
  const isRepeated = feedback.warning === "simpleRepeat" || feedback.warning === "extendedRepeat";
  return isRepeated
    ? t("This password repeats itself, which is guessed early. Use a few words that have nothing to do with each other.")
    : t("This password is among those that are guessed first. Use a few words that have nothing to do with each other.");
}

/** Throws `invalid` for a password that will not do, saying why. */
export function requireStrongPassword(password: string, owner: PasswordOwner, field = "password"): void {
  const fault = strengthFault(password, owner);
  if (fault) throw invalid({ [field]: fault });
}

const wordsAbout = ({ name, email }: PasswordOwner) => ["portico", ...email.toLowerCase().split(/[@.]/), ...name.toLowerCase().split(/\s+/)].filter((word) => word.length > 2);

function isAbout(password: string, { name, email }: PasswordOwner): boolean {
  const text = password.toLowerCase();
  return [email.split("@")[0]!.toLowerCase(), name.toLowerCase().replace(/\s+/g, " ").trim()].some((word) => word.length > 2 && text.includes(word));
}
