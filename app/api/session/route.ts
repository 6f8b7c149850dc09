import { sessionRoute } from "@/lib/web/session-route";

/** How long the session of this browser goes on when it is not used. */
export const GET = sessionRoute("look");

/** The same, after counting this as a use of it. */
export const POST = sessionRoute("use");
