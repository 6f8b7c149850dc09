import "server-only";
import { cookies, headers } from "next/headers";
import { logBug, outageOf } from "../auth/bug";
import { sessionCookie } from "../auth/cookie";
import { originOf } from "../auth/origin";
import { sessionLeft } from "../auth/session";
import { Problem } from "../shared/errors";
import { isOwnOrigin } from "./own-origin";
import { currentViewer } from "./viewer";

const answerHeaders = { "Cache-Control": "private, no-store" };
const answer = (body: object, status = 200) => Response.json(body, { status, headers: answerHeaders });

/** A handler that tells for how many milliseconds the browser's session goes on, `{ endsIn }`; 401 when it is over. Looking is no use of it. */
export const sessionRoute = (kind: "look" | "use") => async (): Promise<Response> => {
  try {
    if (kind === "use" && (await currentViewer()) && !isOwnOrigin(await headers())) return answer({}, 403);
    const token = (await cookies()).get(sessionCookie().name)?.value;
    const endsIn = token ? await sessionLeft(token, originOf(await headers())) : null;
    return endsIn === null ? answer({}, 401) : answer({ endsIn });
  } catch (thrown) {
    const error = outageOf(thrown) ?? thrown;
    if (error instanceof Problem) return answer({}, error.status);
    logBug(error);
    return answer({}, 500);
  }
};
