import "server-only";
import { createHash } from "node:crypto";
import type { Viewer } from "../../access/viewer";
import { logBug, outageOf } from "../../auth/bug";
import { once, type Answer } from "../../auth/once";
import { originOf } from "../../auth/origin";
import { reportRefusal } from "../../auth/refusal";
import { viewerOfToken } from "../../auth/session";
import { Problem, type ProblemCode } from "../../shared/errors";
import { readKey } from "./input";
import { bodyOfProblem, problemBody, TransportProblem, type ProblemBody } from "./problem";
import { counted, requireAllowance } from "./rate";

export type RestAnswer = { status?: number; body: unknown; headers?: Record<string, string> };

export type RestContext<Params> = {
  viewer: Viewer;
  request: Request;
  params: Params;
  /** What a refusal's log row is about, as `<noun>Id`; filled in by the handler once it knows. */
  about: Record<string, number>;
};

type Headings = Record<string, string>;

const always = { "Cache-Control": "private, no-store" };

/**
 * A handler of the REST API: only for a valid Bearer token, its Problems answered as problem+json, refusals logged, and bugs masked
 * behind a number that is in our log.
 */
export function route<Params extends Record<string, string | string[]> = Record<never, string>>(handle: (context: RestContext<Params>) => Promise<RestAnswer | Answer>) {
  return async (request: Request, { params }: { params: Promise<Params> }): Promise<Response> => {
    const about: Record<string, number> = {};
    let viewer: Viewer | null = null;
    let rate: Headings = {};
    try {
      const token = tokenOf(request);
      if (token) requireAllowance(token);
      viewer = token ? await viewerOfToken(token, originOf(request.headers)) : null;
      if (!viewer || !token) return answerProblem(problemBody("signed-out", 401, "Send a valid token as Authorization: Bearer."), { "WWW-Authenticate": "Bearer" });
      rate = counted(token);
      // A path without a place in it has no parameters at all, which is not the same to Next as none.
      const named = ((await params) as Params | undefined) ?? ({} as Params);
      return toResponse(await handle({ viewer, request, params: named, about }), request, rate);
    } catch (error) {
      return failed(error, { viewer, about, rate });
    }
  };
}

const tokenOf = (request: Request) => /^Bearer +([\w\-.~+/]+=*) *$/i.exec(request.headers.get("authorization") ?? "")?.[1];

function toResponse(answer: RestAnswer | Answer, request: Request, rate: Headings): Response {
  const { status, headers, text } = "text" in answer ? answer : asText(answer);
  if (headers.ETag && isKnown(headers.ETag, request)) return new Response(null, { status: 304, headers: { ...always, ...rate, ETag: headers.ETag } });
  return new Response(text === "" ? null : text, { status, headers: { ...always, ...rate, ...headers } });
}

/** An answer without a body has the status 204 and is empty text. */
const asText = ({ status = 200, body, headers }: RestAnswer): Answer =>
  body === undefined
    ? { status: 204, headers: headers ?? {}, text: "" }
    : tagged({ status, headers: { "Content-Type": "application/json", ...headers }, text: JSON.stringify(body) });

/** Names besides the version what is told: the names of other records in it, and what the caller may see of it, change without the record. */
function tagged(answer: Answer): Answer {
  const { headers, text } = answer;
  if (!headers.ETag) return answer;
  const told = createHash("sha1").update(text).digest("base64url").slice(0, 12);
  return { ...answer, headers: { ...headers, ETag: `${headers.ETag.slice(0, -1)}.${told}"` } };
}

/** Whether the caller has the very same answer already, as If-None-Match says (RFC 9110, 13.1.2). */
function isKnown(tag: string, { method, headers }: Request): boolean {
  const asked = method === "GET" || method === "HEAD" ? headers.get("if-none-match") : null;
  return asked !== null && asked.split(",").some((each) => each.trim() === "*" || each.trim().replace(/^W\//, "") === tag);
}

/** Seconds after which it is worth trying again. */
const retryAfter: Partial<Record<ProblemCode, string>> = { "in-flight": "1", "too-many": "60", unavailable: "2" };

const answerProblem = (body: ProblemBody, headers: Headings = {}) =>
  new Response(JSON.stringify(body), { status: body.status, headers: { ...always, "Content-Type": "application/problem+json", ...headers } });

type Asked = { viewer: Viewer | null; about: Record<string, number>; rate: Headings };

async function failed(thrown: unknown, { viewer, about, rate }: Asked): Promise<Response> {
  const error = outageOf(thrown) ?? thrown;
  if (error instanceof TransportProblem) return answerProblem(problemBody(error.code, error.status, error.message), { ...rate, ...error.headers });
  if (error instanceof Problem) {
    if (error.permission && viewer) await reportRefusal(viewer, error.permission, about);
    const headers: Headings = { ...rate, ...(retryAfter[error.code] ? { "Retry-After": retryAfter[error.code]! } : {}) };
    if (error.version) headers.ETag = etag(error.version);
    return answerProblem(bodyOfProblem(error), headers);
  }
  return answerProblem(problemBody("internal", 500, `If it happens again, tell us this number: ${logBug(error)}.`), rate);
}

/** The ETag of a record's version. */
export const etag = (version: number) => `"${version}"`;

type Write<Result> = {
  text: string;
  effect: () => Promise<Result>;
  answer: (result: Result) => Promise<RestAnswer>;
  /** The result without what is shown once, which copies of the request do not get again. */
  kept?: (result: Result) => Result;
};

/** Runs a write; with an Idempotency-Key at most once, and copies get the first answer. `text` is the request's body. */
export async function write<Result>(context: Pick<RestContext<unknown>, "viewer" | "request">, { text, effect, answer, kept }: Write<Result>): Promise<Answer> {
  const { viewer, request } = context;
  const key = readKey(request);
  const answered = async (result: Result) => asText(await answer(result));
  if (key === null) return answered(await effect());
  const { pathname } = new URL(request.url);
  const fingerprint = createHash("sha256").update(`${request.method}\n${pathname}\n${text}`).digest("base64url");
  return once(viewer, { key, fingerprint, effect, answer: answered, ...(kept ? { kept } : {}) });
}
