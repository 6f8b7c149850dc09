import { z } from "zod";

const common = ["passwordpassword", "qwertyuiopasdfgh", "123456789012345", "iloveyouiloveyou", "administrator123", "welcomewelcome123"];

/** A new password: long rather than complicated; every character counts, spaces too (reliability.md, 1b). */
export const newPassword = z
  .string()
  .min(15, "Use at least 15 characters. A few words in a row are easy to remember.")
  .max(256, "Use at most 256 characters.")
  .refine((text) => new Set(text).size > 4, "Use more than a few different characters.")
  .refine((text) => !common.includes(text.toLowerCase()), "This password is among the first that are guessed. Choose another.");

/** True when the password is built around the person's address or name, which are guessed first. */
export function isAboutPerson(password: string, { email, name }: { email: string; name: string }): boolean {
  const text = password.toLowerCase();
  const words = [email.split("@")[0]!, name.toLowerCase().replace(/\s+/g, " ").trim()];
  return words.some((word) => word.length > 2 && text.includes(word));
}
