import "server-only";
import { hash, verify } from "@node-rs/argon2";
import { inTurn } from "./costly";

const normal = (password: string) => password.normalize("NFC");

/** The argon2id hash of a password, made in its turn. Throws `too-many` when too many wait. */
export const hashPassword = (password: string) => inTurn(() => hash(normal(password)));

// Costs the same as a real check, so that an unknown address answers no quicker than a known one.
const decoy = hash("the decoy has no owner");

/** True when the password is the one that was hashed; false, after the same work, when there is no hash. Throws `too-many` when too many wait. */
export async function isPassword(passwordHash: string | null, password: string): Promise<boolean> {
  const against = passwordHash ?? (await decoy);
  const matches = await inTurn(() => verify(against, normal(password)));
  return passwordHash !== null && matches;
}
