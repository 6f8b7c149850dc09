// What the server in front says to programs: in the form of the API, where Next would answer with nothing.

/** Whether a request is for the API. */
export const isForApi = ({ url = "" }) => /^\/api\/v1(?:[/?]|$)/.test(url);

/** The methods that Next has answers for; it would call all others a bad request. */
const known = new Set(["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"]);

const nothing = { status: 405, headers: {}, text: "" };

/** What an address says to a method that it does not have, told by who knows the API; instrumentation.ts has left them word. */
const refusal = async ({ method, url }) => (await globalThis.porticoRefuseMethod?.(method, url.split("?", 1)[0])) ?? nothing;

/**
 * Answers a method that an address of the API does not have with those that it has. Answers true when Next need not be asked at all; else
 * what Next says is looked at, and its bare 405 held back.
 */
export function tellMethods(request, response) {
  const { end, writeHead } = response;
  let isTold = false;
  const tell = async () => {
    isTold = true;
    const { status, headers, text } = await refusal(request).catch(() => nothing);
    response.statusCode = status;
    response.statusMessage = undefined;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    end.call(response, text);
  };
  if (!known.has(request.method)) {
    request.resume();
    void tell();
    return true;
  }
  response.writeHead = (status, ...rest) => (status === 405 && !isTold ? response : writeHead.call(response, status, ...rest));
  response.end = (...given) => {
    if (response.statusCode !== 405 || isTold) return end.apply(response, given);
    void tell();
    return response;
  };
  return false;
}

const titles = { unavailable: "The portal is busy", "not-found": "Not found" };

/** A refusal by the server in front, as the API tells refusals. */
export const asProblem = ({ status, code = "unavailable", text }) =>
  JSON.stringify({ type: `urn:portico:problem:${code}`, title: titles[code], status, code, detail: text });

/** Whether an address means anything: Next would take one that is no UTF-8 for a fault of its own. */
export function isReadable(url = "") {
  if (!url.includes("%")) return true;
  try {
    decodeURIComponent(url.split("?", 1)[0]);
    return true;
  } catch {
    return false;
  }
}
