import "server-only";
import type { Origin } from "./session";

/** From where a request came. The server in front of Next has already put the true address into x-forwarded-for. */
export function originOf(headers: Pick<Headers, "get">): Origin {
  const address = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? null;
  return { ip: address?.replace(/^::ffff:/, "").slice(0, 64) ?? null, device: headers.get("user-agent")?.slice(0, 300) ?? null };
}
