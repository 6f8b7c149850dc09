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

const told = (left: number | null) => (left === null ? answer({}, 401) : answer({ endsIn: left }));

async function timeLeft(): Promise<number | null> {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  return token ? sessionLeft(token, originOf(await headers())) : null;
}

/** A handler that tells for how many milliseconds the browser's session goes on, `{ endsIn }`; 401 when it is over. Looking is no use of it. */
export const sessionRoute = (kind: "look" | "use") => async (): Promise<Response> => {
  try {
    const left = await timeLeft();
    if (left === null || kind === "look") return told(left);
    if (!isOwnOrigin(await headers())) return answer({}, 403);
    await currentViewer(); // which is a use
    return told(await timeLeft());
  } catch (thrown) {
    const error = outageOf(thrown) ?? thrown;
    if (error instanceof Problem) return answer({}, error.status);
    logBug(error);
    return answer({}, 500);
  }
};
