import { z } from "zod";

const common = ["passwordpassword", "qwertyuiopasdfgh", "123456789012345", "iloveyouiloveyou", "administrator123", "welcomewelcome123"];

/** A new password: long rather than complicated; every character counts, spaces too (reliability.md, 1b). */
export const newPassword = z
  .string()
  .min(15, "Use at least 15 characters. A few words in a row are easy to remember.")
  .max(256, "Use at most 256 characters.")
  .refine((text) => new Set(text).size > 4, "Use more than a few different characters.")
  .refine((text) => !common.includes(text.toLowerCase()), "This password is among the first that are guessed. Choose another.");
