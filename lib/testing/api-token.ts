import { randomUUID } from "node:crypto";
import type { Viewer } from "@/lib/access/viewer";
import { hashToken } from "@/lib/platform/token";
import { owner } from "./build";

/** A token of the person; with `permissions` it is narrowed to these. */
export async function apiToken({ facts }: Viewer, permissions?: string[]): Promise<string> {
  const token = randomUUID();
  const narrowed = permissions ? { isNarrowed: true, permissions } : {};
  await owner().apiToken.create({ select: { id: true }, data: { tokenHash: hashToken(token), name: "test", userId: facts.userId, ...narrowed } });
  return token;
}

export type Call = { token?: string; method?: string; body?: unknown; headers?: Record<string, string> };

/** A request to the REST API as a program would send it; a body that is no text is sent as JSON. */
export function apiRequest(path: string, { token, method = "GET", body, headers = {} }: Call = {}): Request {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return new Request(`http://portal.test/api/v1${path}`, {
    method,
    headers: { ...(token ? { Authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: text }),
  });
}
