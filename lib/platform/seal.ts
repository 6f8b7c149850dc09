import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { env } from "./env";

const cipher = "aes-256-gcm";

/** One key for each purpose, made from AUTH_SECRET: what was sealed for one is of no use for another. */
const keyFor = (purpose: string) => Buffer.from(hkdfSync("sha256", env().AUTH_SECRET, "portico", purpose, 32));

/** Encrypts a text so that whoever reads the database alone cannot. */
export function seal(purpose: string, text: string): string {
  const nonce = randomBytes(12);
  const encrypting = createCipheriv(cipher, keyFor(purpose), nonce);
  const sealed = Buffer.concat([encrypting.update(text, "utf8"), encrypting.final()]);
  return Buffer.concat([nonce, encrypting.getAuthTag(), sealed]).toString("base64url");
}

/** The text that was sealed. Throws when it was altered, sealed for something else, or under another AUTH_SECRET. */
export function unseal(purpose: string, text: string): string {
  const bytes = Buffer.from(text, "base64url");
  const decrypting = createDecipheriv(cipher, keyFor(purpose), bytes.subarray(0, 12));
  decrypting.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decrypting.update(bytes.subarray(28)), decrypting.final()]).toString("utf8");
}

/** A hash that nobody can try values against without AUTH_SECRET: for secrets too short to be hashed alone. */
export const keyedHash = (purpose: string, text: string) => createHmac("sha256", keyFor(purpose)).update(text).digest("base64url");
