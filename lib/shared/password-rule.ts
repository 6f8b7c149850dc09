import { z } from "zod";
import { orSay } from "./language/text";

/** How long a password is where nothing else is asked for, and where a second factor always is (NIST SP 800-63B-4, 3.1.1.2). */
export const passwordLength = { alone: 15, withFactor: 8 } as const;
const most = 256;

const lengthOf = (text: string) => [...text.normalize("NFC")].length;

/** A new password of at least so many characters: long rather than complicated; every character counts, spaces too (reliability.md, 1b). */
export const passwordOf = (least: number) =>
  z
    .string()
    .refine((text) => lengthOf(text) >= least, orSay("Use at least {least} characters. A few words in a row are easy to remember.", { least }))
    .refine((text) => lengthOf(text) <= most, orSay("Use at most {most} characters.", { most }));

/** A new password of somebody who may sign in with nothing but it. */
export const newPassword = passwordOf(passwordLength.alone);
