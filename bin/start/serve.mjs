// The web server: Next behind a plain Node server that says where a request truly comes from and turns work away when there is too much.
import { AsyncLocalStorage } from "node:async_hooks";
import { createServer } from "node:http";
import next from "next";
import { setAnswerHeaders } from "./answer-headers.mjs";
import { asProblem, isForApi, isReadable, tellMethods } from "./api-answers.mjs";
import { noteArrival } from "./arrival.mjs";
import { asReader } from "./reader.mjs";
import { sendTogether } from "./send-together.mjs";
import { isAllThere, openShares, shareOf } from "./shares.mjs";

const port = Number(process.env.PORT);
const hostname = process.env.HOST;
const trusted = process.env.TRUST_PROXY === "1";

/** What is known of a request on its way: since when its time is counted, and whether it met no database (lib/shared/request-time.ts). */
const marks = new AsyncLocalStorage();
globalThis.porticoRequest = marks;

const app = next({ dev: false, hostname, port });
await app.prepare();
const handle = app.getRequestHandler();
const shares = openShares();

/** Headers that only a proxy of ours, or Next itself, may set. A client's own are dropped: they would forge addresses in the log. */
function cleanHeaders(request) {
  for (const name of Object.keys(request.headers)) {
    if (
      name === "x-middleware-subrequest" ||
      name.startsWith("x-middleware-") ||
      name.startsWith("x-invoke-")
    ) {
      delete request.headers[name];
    }
    if (!trusted && (name.startsWith("x-forwarded-") || name === "forwarded" || name === "x-real-ip"))
      delete request.headers[name];
  }
  const socketAddress = request.socket.remoteAddress ?? "";
  const forwarded = trusted ? request.headers["x-forwarded-for"] : undefined;
  request.headers["x-forwarded-for"] = forwarded ?? socketAddress;
}

/** Next answers a page that could not be made with 500. While the database is away nothing is broken: it is 503. Every 503 has a time to ask again. */
function answerAway(response, mark) {
  const { writeHead } = response;
  response.writeHead = (status, ...rest) => {
    const told = mark.isAway && status === 500 ? 503 : status;
    if (told === 503 && !response.hasHeader("Retry-After")) response.setHeader("Retry-After", "5");
    return writeHead.call(response, told, ...rest);
  };
}

const busy = { status: 503, retryAfter: 1, text: "The portal is busy. Try again in a moment." };
const crowded = { ...busy, retryAfter: 10 };
const tooSlow = { status: 408, text: "The form did not arrive. Send it again." };

const nowhere = { status: 404, code: "not-found", text: "There is nothing at this address." };

function turnAway(request, response, { status, code, retryAfter, text }) {
  if (response.destroyed) return;
  const isProgram = isForApi(request);
  response.writeHead(status, {
    ...(retryAfter ? { "Retry-After": String(retryAfter) } : {}),
    "Content-Type": isProgram ? "application/problem+json" : "text/plain; charset=utf-8",
    "Cache-Control": "no-store",
  });
  response.end(isProgram ? asProblem({ status, code, text }) : `${text}\n`);
}

/** Whether a request may run now; if not, it has been answered. Those who sign in wait their turn, and have sent all they have to say by then. */
async function isAdmitted(request, response) {
  const share = shareOf(request);
  if (share === null) return true;
  const isDoor = share === "door";
  if (isDoor && !(await isAllThere(request))) return turnAway(request, response, tooSlow);
  const source = request.headers["x-forwarded-for"].split(",").at(-1).trim();
  return (await shares.enter(share, source, response)) || turnAway(request, response, isDoor ? crowded : busy);
}

const server = createServer(async (request, response) => {
  const mark = noteArrival(request);
  cleanHeaders(request);
  setAnswerHeaders(request, response);
  if (!isReadable(request.url)) return turnAway(request, response, nowhere);
  if (!(await isAdmitted(request, response))) return;
  if (isForApi(request) && tellMethods(request, response)) return;
  sendTogether(response);
  answerAway(response, mark);
  return marks.run(mark, () => asReader(request, () => handle(request, response)));
});
server.headersTimeout = 10_000;
server.requestTimeout = 120_000;
server.maxHeadersCount = 100;

let isStopping = false;
for (const signal of ["SIGTERM", "SIGINT"]) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    // Jobs at work may end as well; instrumentation.ts says how to wait for them.
    const drained = [...(globalThis.porticoDrains ?? [])].map((drain) => drain());
    void Promise.allSettled([closed, ...drained]).then(() => process.exit(0));
    setTimeout(() => process.exit(0), 8000).unref();
  });
}

server.listen(port, hostname);
