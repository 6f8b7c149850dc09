import { NextResponse, type NextRequest } from "next/server";

const open = /^\/(sign-in|invitation|forgot-password|reset|not-me)(\/|$)/;
const cookieNames = ["portico.session", "__Host-portico.session"];

/**
 * Sets the content security policy with a fresh nonce and saves the signed-out a round trip. It guards nothing: access is decided in the
 * domain functions.
 */
export function proxy(request: NextRequest) {
  const { pathname, search } = request.nextUrl;
  const isSignedOut = !cookieNames.some((name) => request.cookies.has(name));
  if (isSignedOut && request.method === "GET" && !open.test(pathname)) {
    const target = new URL("/sign-in", request.url);
    if (pathname !== "/") target.searchParams.set("next", pathname + search);
    return NextResponse.redirect(target);
  }
  const nonce = btoa(crypto.randomUUID());
  const policy = policyWith(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-portico-path", pathname); // for the log of refused pages, which Next does not tell their path
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

function policyWith(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === "development";
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = {
  matcher: [{ source: "/((?!api/|healthz|readyz|_next/static|_next/image|icon.svg|favicon.ico).*)" }],
};
