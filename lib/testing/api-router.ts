import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { apiRequest, type Call } from "./api-token";

type Handler = (request: Request, context: { params: Promise<Record<string, string | string[]>> }) => Promise<Response>;
type Found = { file: string; segments: string[] };

const paramOf = (segment: string) => /^\[(\w+)\]$/.exec(segment)?.[1];

/** Every route file below the folder with its address, as Next finds them; the one that catches the rest is left out. */
export const routesBelow = (folder: string): Found[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("route.ts") && !file.includes("[..."))
    .map((file) => ({ file: resolve(join(folder, file)), segments: file.split("/").slice(0, -1) }));

/** The methods that a route file answers. */
export async function handlersOf({ file }: Found): Promise<Record<string, Handler>> {
  return (await import(file)) as Record<string, Handler>;
}

function match({ segments }: Found, path: readonly string[]): Record<string, string> | null {
  if (segments.length !== path.length) return null;
  const params: Record<string, string> = {};
  for (const [at, segment] of segments.entries()) {
    const name = paramOf(segment);
    if (name) params[name] = decodeURIComponent(path[at]!);
    else if (segment !== path[at]) return null;
  }
  return params;
}

/** Sends requests to the route files below a folder, without a server between. Unknown addresses and methods answer 404 and 405. */
export function apiRouter(folder: string) {
  // Fixed words win over parameters.
  const routes = routesBelow(folder).sort((a, b) => a.segments.filter(paramOf).length - b.segments.filter(paramOf).length);
  return async (address: string, call: Call = {}): Promise<Response> => {
    const path = address.split("?")[0]!.split("/").filter(Boolean);
    for (const route of routes) {
      const params = match(route, path);
      if (!params) continue;
      const handler = (await handlersOf(route))[call.method ?? "GET"];
      return handler ? handler(apiRequest(address, call), { params: Promise.resolve(params) }) : new Response(null, { status: 405 });
    }
    return new Response(null, { status: 404 });
  };
}

/** A problem or a record, as far as tests look into either. */
export type Json = Record<string, unknown> & { id: number; code: string; fields?: Record<string, string> };

/** Sends through a router and answers with the body read; null for none. */
export const sender =
  (api: ReturnType<typeof apiRouter>) =>
  async (method: string, path: string, call: Call = {}): Promise<{ status: number; headers: Headers; body: Json }> => {
    const response = await api(path, { method, ...call });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : null) as Json };
  };
