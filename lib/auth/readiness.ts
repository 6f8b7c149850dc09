import "server-only";
import { readGuard } from "../domain/access/guard";

/** True when the database answers. */
export async function isReady(): Promise<boolean> {
  try {
    await readGuard();
    return true;
  } catch {
    return false;
  }
}
