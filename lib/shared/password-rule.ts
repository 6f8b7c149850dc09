import { z } from "zod";
import { orSay } from "./language/text";

/**
 * The fewest characters of a password (NIST SP 800-63B-4, 3.1.1.2, for one that may be all that is asked for). Eight would do where a
 * second factor is always required, but no requirement is for always: it ends with a role or a rule, and a hash does not tell that its
 * password has become too short.
 */
const least = 15;
const most = 256;

const lengthOf = (text: string) => [...text.normalize("NFC")].length;

/** A new password: long rather than complicated; every character counts, spaces too (reliability.md, 1b). */
export const newPassword = z
  .string()
  .refine((text) => lengthOf(text) >= least, orSay("Use at least {least} characters. A few words in a row are easy to remember.", { least }))
  .refine((text) => lengthOf(text) <= most, orSay("Use at most {most} characters.", { most }));
