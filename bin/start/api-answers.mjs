// What the server in front says to programs: in the form of the API, where Next would answer with nothing.

/** Whether a request is for the API. */
export const isForApi = ({ url = "" }) => /^\/api\/v1(?:[/?]|$)/.test(url);

/** The methods that Next has answers for; it would call all others a bad request. */
const known = new Set(["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"]);

/** Who knows which methods an address has, as instrumentation.ts has left it. */
const askApp = async (request) => (await globalThis.porticoRefuseMethod?.(request.method, request.url.split("?", 1)[0])) ?? { status: 405, headers: {}, text: "" };

/**
 * Answers a method that an address of the API does not have with those that it has. Answers true when Next need not be asked at all;
 * else what Next says is looked at.
 */
export function tellMethods(request, response) {
  const { end } = response;
  const tell = async () => {
    const { status, headers, text } = await askApp(request).catch(() => ({ status: 405, headers: {}, text: "" }));
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    end.call(response, text);
  };
  if (!known.has(request.method)) {
    request.resume();
    void tell();
    return true;
  }
  response.end = (...given) => {
    if (response.statusCode !== 405 || response.headersSent) return end.apply(response, given);
    void tell();
    return response;
  };
  return false;
}

/** A refusal by the server in front, as the API tells refusals. */
export const asProblem = ({ status, text }) =>
  JSON.stringify({ type: "urn:portico:problem:unavailable", title: "The portal is busy", status, code: "unavailable", detail: text });
