import "server-only";
import { hash, verify } from "@node-rs/argon2";

const normal = (password: string) => password.normalize("NFC");

/** The argon2id hash of a password. */
export const hashPassword = (password: string) => hash(normal(password));

// Costs the same as a real check, so that an unknown address answers no quicker than a known one.
const decoy = hash("the decoy has no owner");

/** True when the password is the one that was hashed; false, after the same work, when there is no hash. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const matches = await verify(passwordHash ?? (await decoy), normal(password));
  return passwordHash !== null && matches;
}
