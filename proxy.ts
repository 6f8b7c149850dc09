import { NextResponse, type NextRequest } from "next/server";

const open = /^\/(sign-in|invitation|forgot-password|reset|not-me|dev\/outbox)(\/|$)/;

/** Saves the signed-out a round trip. It guards nothing: access is decided in the domain functions. */
export function proxy(request: NextRequest) {
  const { pathname, search } = request.nextUrl;
  if (request.method !== "GET" || open.test(pathname)) return NextResponse.next();
  const target = new URL("/sign-in", request.url);
  if (pathname !== "/") target.searchParams.set("next", pathname + search);
  return NextResponse.redirect(target);
}

// Whoever brings a session does not come here: Next takes apart and copies a request for this, which a page has no use for.
export const config = {
  matcher: [
    {
      source: "/((?!api/|healthz|readyz|languages/|_next/static|_next/image|icon.svg|favicon.ico).*)",
      missing: [
        { type: "cookie", key: "portico.session" },
        { type: "cookie", key: "__Host-portico.session" },
      ],
    },
  ],
};
