import "server-only";
import { problemBody } from "@/lib/web/rest/problem";
import { operations } from "./operations";

const described = [{ method: "get", path: "/openapi.json" }, ...operations].map(({ method, path }) => ({
  method: method.toUpperCase(),
  pattern: new RegExp(`^/api/v1${path.replaceAll(".", "\\.").replace(/\{\w+\}/g, "[^/]+")}$`),
}));

/** The methods that an address of the API has, by its description; none where there is no such address. */
export function methodsOf(pathname: string): string[] {
  const own = described.filter(({ pattern }) => pattern.test(pathname)).map(({ method }) => method);
  if (own.length === 0) return [];
  return [...new Set([...own, ...(own.includes("GET") ? ["HEAD"] : []), "OPTIONS"])].sort();
}

/** The answer to a method that an address does not have, with those that it has (RFC 9110, 15.5.6). */
export function refuseMethod(method: string, pathname: string): { status: number; headers: Record<string, string>; text: string } {
  const methods = methodsOf(pathname);
  const type = { "Content-Type": "application/problem+json", "Cache-Control": "private, no-store" };
  if (methods.length === 0) return { status: 404, headers: type, text: JSON.stringify(problemBody("not-found", 404, "There is nothing at this address.")) };
  const allow = methods.join(", ");
  const body = problemBody("method-not-allowed", 405, `This address does not know ${method.slice(0, 20)}. It knows ${allow}.`);
  return { status: 405, headers: { ...type, Allow: allow }, text: JSON.stringify(body) };
}
